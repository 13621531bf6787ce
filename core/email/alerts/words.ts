/** What an alert says: how many, of which service, and where to see to it. Nothing of orders or customers. */
import {html} from '../render/html.ts';
import type {RenderedEmail} from '../render/render.ts';

/** How many requests of a service have which trouble. */
export interface AlertCounts {
  bounced: number;
  complained: number;
  waiting: number;
  /** Told by a further email in vain, or too late. */
  untold: number;
}

interface Words {
  from: string;
  subject: (service: string) => string;
  intro: (service: string, shop: string) => string;
  lines: Record<keyof AlertCounts, (count: number) => string>;
  link: string;
  why: string;
}

const en: Words = {
  from: 'Fulfillment services by email',
  subject: (service) => `Emails to ${service} need your attention`,
  intro: (service, shop) => `Not every email from ${shop} reaches ${service}, so it may not know of all orders:`,
  lines: {
    bounced: (count) => (count === 1 ? '1 email came back' : `${count} emails came back`),
    complained: (count) => (count === 1 ? '1 email was marked as spam' : `${count} emails were marked as spam`),
    waiting: (count) =>
      count === 1
        ? '1 request waits, because mail to the address is blocked'
        : `${count} requests wait, because mail to the address is blocked`,
    untold: (count) =>
      count === 1
        ? '1 cancellation or new address did not reach it in time'
        : `${count} cancellations or new addresses did not reach it in time`,
  },
  link: 'See what to do',
  why: 'You get this because this address is set for alerts in the service’s settings; there you can change or remove it. At most one alert per service is sent in an hour.',
};

const th: Words = {
  from: 'บริการจัดส่งสินค้าทางอีเมล',
  subject: (service) => `อีเมลถึง ${service} ต้องการการดูแลจากคุณ`,
  intro: (service, shop) => `อีเมลบางฉบับจาก ${shop} ส่งไม่ถึง ${service} บริการจึงอาจไม่ทราบคำสั่งซื้อทั้งหมด:`,
  lines: {
    bounced: (count) => `อีเมลตีกลับ ${count} ฉบับ`,
    complained: (count) => `อีเมลถูกแจ้งว่าเป็นสแปม ${count} ฉบับ`,
    waiting: (count) => `คำขอ ${count} รายการรออยู่ เพราะอีเมลถึงที่อยู่นี้ถูกบล็อก`,
    untold: (count) => `การยกเลิกหรือที่อยู่จัดส่งใหม่ ${count} รายการไปไม่ถึงทันเวลา`,
  },
  link: 'ดูสิ่งที่ต้องทำ',
  why: 'คุณได้รับอีเมลนี้เพราะที่อยู่นี้ตั้งไว้สำหรับการแจ้งเตือนในการตั้งค่าของบริการ คุณเปลี่ยนหรือลบได้ที่นั่น ส่งการแจ้งเตือนไม่เกินหนึ่งฉบับต่อบริการต่อชั่วโมง',
};

const kinds = ['complained', 'bounced', 'waiting', 'untold'] as const;

/** @param locale the service's: Thai in Thai, all else in English
 * @returns the email, and whom it is from */
export function renderAlert(
  locale: string,
  {service, shop, url, counts}: {service: string; shop: string; url: string; counts: AlertCounts},
): RenderedEmail & {from: string} {
  const isThai = locale.split('-')[0] === 'th';
  const words = isThai ? th : en;
  const lines = kinds.filter((kind) => counts[kind] > 0).map((kind) => words.lines[kind](counts[kind]));
  const intro = words.intro(service, shop);
  const subject = words.subject(service);
  const text = `${intro}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n\n${words.link}: ${url}\n\n${words.why}\n`;
  const body = html`<!doctype html>
    <html lang="${isThai ? 'th' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${subject}</title>
      </head>
      <body style="margin:0;padding:24px;font:16px/1.5 sans-serif;color:#202223;background:#ffffff">
        <p>${intro}</p>
        <ul>
          ${lines.map((line) => html`<li>${line}</li>`)}
        </ul>
        <p><a href="${url}" style="color:#005bd3">${words.link}</a></p>
        <p style="font-size:13px;color:#616161">${words.why}</p>
      </body>
    </html>`;
  return {subject, text, html: body.toString(), from: words.from};
}
