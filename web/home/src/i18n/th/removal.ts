/** Thai: removing a service and taking it back. */
import type {removal as english} from '../en/removal.ts';

export const removal = {
  'removal.action': 'ลบบริการ',
  'removal.title': 'ลบ {service} หรือไม่',
  'removal.help': 'เลือกว่าใครจะรับสต็อกและสินค้าที่ยังไม่ได้จัดส่งต่อ จะไม่มีอะไรย้ายจนกว่าคุณจะยืนยัน',
  'removal.destination': 'ที่ใหม่สำหรับสต็อกและสินค้า',
  'removal.destination.choose': 'เลือกที่ใหม่',
  'removal.plan': 'สิ่งที่จะย้าย',
  'removal.plan.inventory': {other: 'ตัวเลือกสินค้าที่มีสต็อก {count} รายการ รวม {units} ชิ้น'},
  'removal.plan.lines': {other: 'สินค้าที่ยังไม่ได้จัดส่ง {count} รายการ'},
  'removal.plan.nothing': 'ที่นี่ไม่มีสต็อก และไม่มีอะไรรอจัดส่ง',
  'removal.plan.requests': {other: 'คำขอที่เปิดอยู่ {count} รายการจะอยู่กับบริการนี้จนกว่าจะได้รับคำตอบ'},
  'removal.plan.rates': 'ค่าจัดส่งในหน้าชำระเงิน',
  'removal.plan.ratesOffered': '{profile}: {zones}',
  'removal.plan.ratesNone': 'ที่ใหม่ไม่มีค่าจัดส่งให้เลือก ลูกค้าจะสั่งซื้อสินค้าเหล่านี้ไม่ได้',
  'removal.blocked': 'ยังลบไม่ได้',
  'removal.confirm': 'ลบบริการ',
  'removal.started': 'กำลังลบ {service}',
  'removal.progress': 'ย้ายแล้ว {done} จาก {total}',
  'removal.stop': 'หยุดลบ',
  'removal.stop.ask': 'หยุดตรงนี้หรือไม่ สิ่งที่ย้ายไปแล้วจะอยู่ที่ใหม่ ส่วนที่เหลือจะอยู่กับบริการนี้',
  'reactivation.action': 'เปิดใช้งานอีกครั้ง',
  'reactivation.actionOf': 'เปิดใช้งานอีกครั้ง: {service}',
  'reactivation.done': '{service} กลับมาใช้งานแล้ว',
} satisfies Record<keyof typeof english, unknown>;
