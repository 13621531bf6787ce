/** The part of the service's page that says that the address changed, and asks whether that came in time. Works without JavaScript. */
import type {Translator} from '../../core/email/locales/translator.ts';
import {addressView} from '../../core/email/render/address-view.ts';
import type {Facts} from '../../core/email/render/facts.ts';
import {html, type Html} from '../../core/email/render/html.ts';
import {rich} from '../../core/email/render/rich.ts';
import type {StoredNotice} from '../../core/notices/types.ts';
import {answerStyle} from './style.ts';

/** Whom it is between, in whose time, and where it goes now. */
export interface ChangeParts {
  change: StoredNotice | null;
  shop: {name: string; timeZone: string};
  facts: Facts;
}

/** null where the service was told of no other address. */
export function changeView({change, shop, facts}: ChangeParts, t: Translator): Html | null {
  if (!change) return null;
  return html`<section class="answer" aria-labelledby="changed">
    ${answerStyle}
    <h2 id="changed">${t.text('newAddress')}</h2>
    <p><b>${t.text('changeBanner')}</b></p>
    <div class="changed">${addressView(facts, t)}</div>
    ${wordOn(change, shop, t)}
  </section>`;
}

function wordOn({_id, acknowledgement}: StoredNotice, shop: ChangeParts['shop'], t: Translator): Html {
  if (acknowledgement) {
    const date = t.date(acknowledgement.at.toISOString(), shop.timeZone);
    const key = acknowledgement.kind === 'shipped' ? 'shippedBeforeSaid' : 'readdressedSaid';
    return html`<p class="said">${t.text(key, {date})}</p>`;
  }
  return html`<form method="post">
    <input type="hidden" name="notice" value="${_id.toHexString()}" />
    <p>${rich(t, 'changeAsk', {shop: shop.name})}</p>
    <p class="choices">
      <button name="action" value="readdressed">${t.text('readdressedButton')}</button>
      <button class="second" name="action" value="shipped">${t.text('shippedBeforeButton')}</button>
    </p>
  </form>`;
}
