/** What every page of the admin is made from and made of. */
import type {Html} from '../../postmark/inbox/html.ts';
import {html} from '../../postmark/inbox/html.ts';
import type {ShopAccess} from '../shop/ask.ts';
import type {Language, Words} from '../words.ts';

/** What a page is made from. */
export interface Asked {
  shop: ShopAccess;
  url: URL;
  language: Language;
  words: Words;
}

export interface Page {
  status?: number;
  title: string;
  content: Html;
  /** What its script is told: see PageData. */
  kind?: string;
  id?: string;
  /** The entry of the navigation that it belongs to. */
  under: 'orders' | 'products' | 'app' | null;
}

const tones: Record<string, string> = {
  UNFULFILLED: 'warning',
  OPEN: 'warning',
  PARTIALLY_FULFILLED: 'caution',
  IN_PROGRESS: 'info',
  SUBMITTED: 'info',
  ACCEPTED: 'info',
  ON_HOLD: 'caution',
  PENDING: 'caution',
  REJECTED: 'critical',
  ACTIVE: 'success',
};

/** A status in the merchant's words; one that has none as Shopify writes it. */
export function badge(status: string, words: Words): Html {
  const text = words.statuses[status] ?? status.toLowerCase().replaceAll('_', ' ');
  return html`<span class="badge ${tones[status] ?? ''}">${text}</span>`;
}

export function money(
  {shopMoney: {amount, currencyCode}}: {shopMoney: {amount: string; currencyCode: string}},
  language: Language,
): string {
  return new Intl.NumberFormat(language, {style: 'currency', currency: currencyCode}).format(Number(amount));
}

export function date(iso: string, language: Language): Html {
  const text = new Intl.DateTimeFormat(language, {dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC'}).format(
    new Date(iso),
  );
  return html`<time datetime="${iso}">${text}</time>`;
}

/** A page's title with what stands beside it. */
export function heading(
  title: string,
  parts: {back?: {href: string; label: string}; badges?: Html; subtitle?: Html; actions?: Html},
): Html {
  const {back, badges, subtitle, actions} = parts;
  return html`<div class="page-head">
    ${back && html`<a class="back" href="${back.href}" aria-label="${back.label}"><span aria-hidden="true">←</span></a>`}
    <div class="page-title">
      <h1>${title}</h1>
      ${badges}${subtitle && html`<p class="subdued">${subtitle}</p>`}
    </div>
    <div class="page-actions">${actions}</div>
  </div>`;
}

/** The button of a menu of extensions; its entries come from the page's script. */
export function menu(label: string, targets: string[], id: string): Html {
  return html`<div class="menu-root" data-menu="${targets.join(' ')}">
    <button type="button" class="button" id="${id}" aria-haspopup="menu" aria-expanded="false">
      ${label} <span aria-hidden="true">▾</span>
    </button>
  </div>`;
}

export function emptyState(title: string, text: string, action: {href: string; label: string}): Html {
  return html`<section class="card empty">
    <h2>${title}</h2>
    <p class="subdued">${text}</p>
    <a class="button primary" href="${action.href}">${action.label}</a>
  </section>`;
}
