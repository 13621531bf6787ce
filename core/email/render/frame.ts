/** The frame of every email and of the service's page: the document, its card, and the parts they share. */
import type {Translator} from '../locales/translator.ts';
import {isolate} from './direction.ts';
import {html, join, type Html, type HtmlValue} from './html.ts';
import {outlookHead, style, styleSheet} from './style.ts';

export interface Frame {
  subject: string;
  /** What inboxes show beside the subject; null: it is the service's page, and no email. */
  preheader: string | null;
  /** Rows of the card, as {@link cell} and its kind make them. */
  rows: HtmlValue;
  /** Small print below the card. */
  foot: readonly HtmlValue[];
}

/** The whole document. */
export function frameView({subject, preheader, rows, foot}: Frame, t: Translator): string {
  const page = t.direction;
  return html`<!doctype html>
    <html lang="${t.language}" dir="${page}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${preheader === null && html`<meta name="robots" content="noindex, nofollow" />`}
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <title>${subject}</title>
        ${styleSheet} ${outlookHead}
      </head>
      <body class="page" style="${style.page}">
        <div
          class="page"
          lang="${t.language}"
          dir="${page}"
          style="${style.page}"
          ${preheader === null && html`role="main"`}
        >
          ${preheader !== null && html`<div class="preheader" style="${style.preheader}">${preheader}</div>`}
          <table
            class="outer"
            role="presentation"
            width="100%"
            cellpadding="0"
            cellspacing="0"
            border="0"
            style="${style.outer}"
          >
            <tr>
              <td align="center" style="${style.frame}">
                <!--[if mso]><table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
                <table
                  class="card"
                  role="presentation"
                  dir="${page}"
                  width="100%"
                  cellpadding="0"
                  cellspacing="0"
                  border="0"
                  style="${style.card}"
                >
                  ${rows}
                </table>
                ${footView(foot, t)}
                <!--[if mso]></td></tr></table><![endif]-->
              </td>
            </tr>
          </table>
        </div>
      </body>
    </html> `.toString();
}

/** A row of the card. */
export function cell(t: Translator, css: string, content: Html, name = 'pad rule ink'): Html {
  const start = t.direction === 'rtl' ? 'right' : 'left';
  return html`<tr>
    <td class="${name}" align="${start}" style="${css}">${content}</td>
  </tr> `;
}

export function section(t: Translator, heading: string, content: Html): Html {
  return cell(
    t,
    style.section,
    html`<h2 class="muted" style="${style.h2}">${isolate(heading, t.direction)}</h2>
      ${content}`,
  );
}

export function bannerView(banners: string[], t: Translator): Html | null {
  const lines = banners.map((banner) => html`<div>${banner}</div> `);
  return lines.length === 0 ? null : cell(t, style.banner, html`${lines}`, 'pad banner');
}

/** What must stop whoever reads it. The same in light and in dark. */
export function stopView(text: string, t: Translator): Html {
  return cell(t, style.stop, html`${text}`, 'pad stop');
}

/** The ground is the cell's and the padding Outlook's own: it gives links neither. */
export function buttonView(url: string, label: string): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0">
    <tr>
      <td class="solid" style="${style.buttonCell}">
        <a class="solid" href="${url}" style="${style.button}">${label}</a>
      </td>
    </tr>
  </table>`;
}

/** Whom to ask. */
export function contactView(shop: {name: string; email: string; phone: string | null}, t: Translator): Html {
  const lines = [shop.name, shop.email, shop.phone ?? ''].filter((line) => line !== '');
  return section(
    t,
    t.text('questions'),
    join(
      lines.map((line) => isolate(line, t.direction)),
      html`<br /> `,
    ),
  );
}

function footView(lines: readonly HtmlValue[], t: Translator): Html {
  return html`<table
    class="foot"
    role="presentation"
    dir="${t.direction}"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    border="0"
    style="width:100%;max-width:640px"
  >
    ${cell(t, style.foot, join(lines, html`<br /> `), 'pad muted')}
  </table>`;
}
