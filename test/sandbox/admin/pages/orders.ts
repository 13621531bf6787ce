/** The list of orders. */
import {html} from '../../postmark/inbox/html.ts';
import {numberOf} from '../shop/ask.ts';
import {listOrders, type OrderRow} from '../shop/orders.ts';
import {badge, date, emptyState, heading, menu, money, type Asked, type Page} from './page.ts';
import {listForm} from './list.ts';

export async function ordersPage({shop, url, words, language}: Asked): Promise<Page> {
  const {items, next} = await listOrders(shop, url.searchParams.get('after'));
  const head = heading(words.orders, {
    actions: html`${menu(words.moreActions, ['admin.order-index.action.render'], 'more-actions')}
      <a class="button primary" href="/orders/new">${words.createOrder}</a>`,
  });
  const row = (order: OrderRow) =>
    html`<tr>
      <td class="check">
        <input type="checkbox" name="selected" value="${order.id}" aria-label="${words.select(order.name)}" />
      </td>
      <td class="main"><a href="/orders/${numberOf(order.id)}">${order.name}</a></td>
      <td class="wide">${date(order.createdAt, language)}</td>
      <td class="wide">${order.shippingAddress?.name ?? '—'}</td>
      <td class="number">${money(order.totalPriceSet, language)}</td>
      <td class="wide">${order.displayFinancialStatus && badge(order.displayFinancialStatus, words)}</td>
      <td>${badge(order.cancelledAt ? 'CANCELLED' : order.displayFulfillmentStatus, words)}</td>
      <td class="wide">${words.itemCount(order.currentSubtotalLineItemsQuantity)}</td>
    </tr>`;
  const table = html`<table>
    <thead>
      <tr>
        <th class="check"><input type="checkbox" data-select-all aria-label="${words.selectAll}" /></th>
        <th scope="col">${words.order}</th>
        <th scope="col" class="wide">${words.date}</th>
        <th scope="col" class="wide">${words.customer}</th>
        <th scope="col" class="number">${words.total}</th>
        <th scope="col" class="wide">${words.payment}</th>
        <th scope="col">${words.fulfillment}</th>
        <th scope="col" class="wide">${words.items}</th>
      </tr>
    </thead>
    <tbody data-live="rows">
      ${items.map(row)}
    </tbody>
  </table>`;
  const list = listForm(words, table, next && `/orders?after=${encodeURIComponent(next)}`, [
    'admin.order-index.selection-action.render',
    'admin.order-index.selection-print-action.render',
  ]);
  return {
    title: words.orders,
    under: 'orders',
    kind: 'order-index',
    content:
      items.length > 0
        ? html`${head}${list}`
        : html`${head}${emptyState(words.noOrders, words.noOrdersText, {href: '/orders/new', label: words.createOrder})}`,
  };
}
