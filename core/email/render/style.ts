/** Looks of the email. Inline styles are what every client obeys; the style sheet adds dark mode and small screens where it is read. */
import {html} from './html.ts';

/** Readable at 4.5:1 at least on their grounds. Dark ones: the style sheet below. */
const ink = '#1a1a1a';
const muted = '#595e63';
const rule = '#d5d8db';

const box =
  'display:inline-block;min-width:28px;padding:0 8px;border-radius:6px;font-size:24px;line-height:36px;font-weight:bold;text-align:center';

export const style = {
  page: `margin:0;padding:0;background:#f1f2f4;color:${ink};font:16px/1.45 'Segoe UI',Helvetica,Arial,sans-serif;-webkit-text-size-adjust:100%`,
  outer: 'width:100%;background:#f1f2f4',
  frame: 'padding:16px 0',
  card: 'width:100%;max-width:640px;background:#ffffff;table-layout:fixed',
  section: `padding:16px 20px;border-top:1px solid ${rule};overflow-wrap:anywhere;word-break:break-word`,
  head: 'padding:20px 20px 16px;overflow-wrap:anywhere;word-break:break-word',
  banner: 'padding:12px 20px;background:#fff1cc;color:#4a3600;font-weight:bold',
  stop: 'padding:16px 20px;background:#b3261e;color:#ffffff;font-size:20px;font-weight:bold',
  h1: `margin:4px 0 2px;font-size:26px;line-height:1.25;color:${ink}`,
  h2: `margin:0 0 6px;font-size:14px;line-height:1.4;color:${muted}`,
  muted: `color:${muted};font-size:14px`,
  address: 'font-size:18px;line-height:1.45',
  linesHead: `padding:0 0 6px;font-size:12px;font-weight:normal;color:${muted}`,
  quantityCell: `padding:12px 0;border-top:1px solid ${rule}`,
  one: `${box};border:2px solid ${rule}`,
  many: `${box};border:2px solid ${ink};background:${ink};color:#ffffff`,
  part: 'padding-top:2px;font-size:14px;font-weight:bold;color:#8a4b00',
  imageCell: `padding:12px 0;border-top:1px solid ${rule}`,
  image:
    'display:block;width:64px;height:64px;border:0;border-radius:6px;object-fit:cover;font-size:10px;line-height:1.2;overflow:hidden',
  itemCell: `padding:12px 0;border-top:1px solid ${rule};overflow-wrap:anywhere;word-break:break-word`,
  title: 'font-weight:bold',
  note: 'font-size:16px',
  buttonCell: `background:${ink};border-radius:6px;mso-padding-alt:12px 24px`,
  button:
    'display:inline-block;padding:12px 24px;border-radius:6px;color:#ffffff;font-weight:bold;text-decoration:none',
  foot: `padding:16px 20px 32px;font-size:12px;line-height:1.5;color:${muted};overflow-wrap:anywhere;word-break:break-word`,
  preheader:
    'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;mso-hide:all',
} as const;

/** `[data-ogsc]` is how Outlook's web and phone clients mark their dark mode. */
export const styleSheet = html`<style>
  :root {
    color-scheme: light dark;
    supported-color-schemes: light dark;
  }
  @media (prefers-color-scheme: dark) {
    .page,
    .outer {
      background: #101113 !important;
      color: #f1f2f4 !important;
    }
    .card {
      background: #1d1f22 !important;
    }
    .ink {
      color: #f1f2f4 !important;
    }
    .muted {
      color: #aeb4ba !important;
    }
    .rule {
      border-color: #3b4046 !important;
    }
    .banner {
      background: #4a3a00 !important;
      color: #ffe9a8 !important;
    }
    .part {
      color: #ffc266 !important;
    }
    .solid {
      background: #f1f2f4 !important;
      border-color: #f1f2f4 !important;
      color: #101113 !important;
    }
  }
  [data-ogsc] .ink {
    color: #f1f2f4 !important;
  }
  [data-ogsc] .muted {
    color: #aeb4ba !important;
  }
  [data-ogsc] .part {
    color: #ffc266 !important;
  }
  @media (max-width: 480px) {
    .pad {
      padding-left: 14px !important;
      padding-right: 14px !important;
    }
    .picture {
      width: 56px !important;
    }
    .picture img {
      width: 48px !important;
      height: 48px !important;
    }
  }
</style>`;

/** For Outlook's Word engine: it does not hand fonts down into tables, and knows no `max-width`. */
export const outlookHead = html`<!--[if mso]>
  <style>
    table {
      border-collapse: collapse;
    }
    td,
    th,
    h1,
    h2,
    a,
    span {
      font-family: 'Segoe UI', Arial, sans-serif !important;
    }
  </style>
<![endif]-->`;
