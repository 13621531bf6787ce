/** The part of the service's page that says what is not to be shipped, and asks whether that came in time. Works without JavaScript. */
import type {Translator} from '../../core/email/locales/translator.ts';
import {html, type Html} from '../../core/email/render/html.ts';
import {rich} from '../../core/email/render/rich.ts';
import type {StoredNotice} from '../../core/notices/types.ts';
import {answerStyle} from './style.ts';

/** Whom it is between, and in whose time. */
export interface CancellationParts {
  cancellations: readonly StoredNotice[];
  shop: {name: string; timeZone: string};
}

/** null where nothing was cancelled that the service knew of. */
export function cancellationView({cancellations, shop}: CancellationParts, t: Translator): Html | null {
  if (cancellations.length === 0) return null;
  return html`<section class="answer" aria-labelledby="cancelled">
    ${answerStyle}
    <h2 id="cancelled">${t.text('doNotShip')}</h2>
    ${cancellations.map((one) => html`${items(one, t)} ${wordOn(one, shop, t)}`)}
  </section>`;
}

/** Titles are Shopify's: the email named them. */
function items({lines}: StoredNotice, t: Translator): Html {
  const rows = lines.map(({quantity, sku}) => {
    const name = sku === null ? t.text('noSku') : rich(t, 'labelled', {label: t.text('sku'), value: sku});
    return html`<li><b>${t.number(quantity)}</b> × ${name}</li> `;
  });
  return html`<ul class="void">
    ${rows}
  </ul>`;
}

function wordOn({_id, acknowledgement}: StoredNotice, shop: CancellationParts['shop'], t: Translator): Html {
  if (acknowledgement) {
    const date = t.date(acknowledgement.at.toISOString(), shop.timeZone);
    const key = acknowledgement.kind === 'stopped' ? 'stoppedSaid' : 'shippedSaid';
    return html`<p class="said">${t.text(key, {date})}</p>`;
  }
  return html`<form method="post">
    <input type="hidden" name="notice" value="${_id.toHexString()}" />
    <p>${rich(t, 'cancelAsk', {shop: shop.name})}</p>
    <p class="choices">
      <button name="action" value="stopped">${t.text('stoppedButton')}</button>
      <button class="second" name="action" value="shipped">${t.text('shippedButton')}</button>
    </p>
  </form>`;
}
