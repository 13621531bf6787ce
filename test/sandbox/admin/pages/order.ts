/** One order: its fulfillment orders, what was fulfilled, the customer, and the extensions' blocks. */
import {html, type Html} from '../../postmark/inbox/html.ts';
import {readOrder, type Order, type OrderLine} from '../shop/orders.ts';
import type {Language, Words} from '../words.ts';
import {badge, date, heading, menu, money, type Asked, type Page} from './page.ts';

export async function orderPage({shop, words, language}: Asked, number: string): Promise<Page | null> {
  const order = await readOrder(shop, number);
  if (!order) return null;
  return {
    title: order.name,
    under: 'orders',
    kind: 'order-details',
    id: order.id,
    content: html`${heading(order.name, {
        back: {href: '/orders', label: words.orders},
        badges: html`<span data-live="badges" class="badges"
          >${order.displayFinancialStatus && badge(order.displayFinancialStatus, words)}
          ${badge(order.cancelledAt ? 'CANCELLED' : order.displayFulfillmentStatus, words)}</span
        >`,
        subtitle: date(order.createdAt, language),
        actions: html`${menu(words.print, ['admin.order-details.print-action.render'], 'print')}
        ${menu(words.moreActions, ['admin.order-details.action.render'], 'more-actions')}`,
      })}
      <div class="columns">
        <div class="column">
          <div data-live="fulfillment" class="stack">${fulfillmentCards(order, words, language)}</div>
          <div data-blocks="admin.order-details.block.render" class="stack"></div>
          ${payment(order, words, language)}
        </div>
        <aside class="column">${customer(order, words)}</aside>
      </div>`,
  };
}

function fulfillmentCards(order: Order, words: Words, language: Language): Html {
  const open = order.fulfillmentOrders.nodes.filter((one) => one.status !== 'CLOSED' && one.status !== 'CANCELLED');
  const cards = open.map(
    (one) =>
      html`<section class="card" aria-label="${one.assignedLocation.name}">
        <h2>
          ${badge(one.status === 'OPEN' ? 'UNFULFILLED' : one.status, words)}
          ${one.requestStatus !== 'UNSUBMITTED' && one.requestStatus !== 'CLOSED' && badge(one.requestStatus, words)}
        </h2>
        <p class="subdued place">${words.location}: <strong>${one.assignedLocation.name}</strong></p>
        ${one.fulfillmentHolds.map((hold) => html`<p class="subdued">${words.onHold}: ${hold.reasonNotes ?? hold.reason}</p>`)}
        <ul class="lines">
          ${one.lineItems.nodes
            .filter((line) => line.remainingQuantity > 0)
            .map((line) => lineRow(line.lineItem, line.remainingQuantity, words, language))}
        </ul>
      </section>`,
  );
  const done = order.fulfillments.map(
    (one) =>
      html`<section class="card" aria-label="${one.name}">
        <h2>
          ${badge(one.status === 'CANCELLED' ? 'CANCELLED' : one.displayStatus, words)}
          <span class="subdued">${one.name}</span>
        </h2>
        <p class="subdued place">
          ${one.location && html`${words.location}: <strong>${one.location.name}</strong> · `}${date(one.createdAt, language)}
        </p>
        ${one.trackingInfo.map(
          (tracking) =>
            html`<p>
              ${words.tracking}: ${tracking.company}
              ${tracking.url ? html`<a href="${tracking.url}">${tracking.number}</a>` : tracking.number}
            </p>`,
        )}
        <ul class="lines">
          ${one.fulfillmentLineItems.nodes.map((line) => lineRow(line.lineItem, line.quantity, words, language))}
        </ul>
      </section>`,
  );
  return html`${cards}${done}`;
}

function lineRow(line: OrderLine, quantity: number, words: Words, language: Language): Html {
  return html`<li>
    <span class="thumb" aria-hidden="true">${line.title.slice(0, 1)}</span>
    <span class="what"
      ><strong>${line.title}</strong>${line.variantTitle && html` <span class="chip">${line.variantTitle}</span>`}
      <small class="subdued">${line.sku ? `${words.sku}: ${line.sku}` : words.noSku}</small>
      ${line.customAttributes.map(({key, value}) => html`<small class="subdued">${key}: ${value}</small>`)}</span
    >
    <span class="price">${money(line.originalUnitPriceSet, language)} × ${quantity}</span>
  </li>`;
}

function payment(order: Order, words: Words, language: Language): Html {
  return html`<section class="card" aria-label="${words.payment}">
    <h2>${order.displayFinancialStatus && badge(order.displayFinancialStatus, words)}</h2>
    <dl class="totals">
      ${total(words.subtotal, money(order.currentSubtotalPriceSet, language))}
      ${total(words.shipping, money(order.totalShippingPriceSet, language))}
      ${total(words.total, html`<strong>${money(order.totalPriceSet, language)}</strong>`)}
    </dl>
  </section>`;
}

const total = (name: string, value: Html | string): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

function customer(order: Order, words: Words): Html {
  const address = order.shippingAddress;
  return html`<section class="card">
      <h2>${words.notes}</h2>
      <p class="${!order.note && 'subdued'}">${order.note ?? words.noNotes}</p>
    </section>
    <section class="card">
      <h2>${words.customer}</h2>
      <p>${address?.name ?? words.none}</p>
      <h3>${words.contact}</h3>
      <p>${order.email ?? words.none}<br />${order.phone ?? address?.phone}</p>
      <h3>${words.shippingAddress}</h3>
      <p>${address ? address.formatted.map((line) => html`${line}<br />`) : words.none}</p>
    </section>`;
}
