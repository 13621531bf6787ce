/** Thai: the ways to a service's end and return. */
import type {ways as english} from '../en/ways.ts';

export const ways = {
  'removal.pageTitle': 'ลบบริการ',
  'removal.summaryAction': 'ดูสรุปการลบ',
  'removal.progressAction': 'ดูความคืบหน้า',
  'removal.action': 'ลบบริการ',
  'reactivation.pageTitle': 'เปิดใช้งานบริการอีกครั้ง',
  'reactivation.action': 'เปิดใช้งานอีกครั้ง',
  'reactivation.actionOf': 'เปิดใช้งานอีกครั้ง: {service}',
} satisfies Record<keyof typeof english, unknown>;
