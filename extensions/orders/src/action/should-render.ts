/** Whether an order's "More actions" menu offers to send it to a service: only if something of it can be sent. */
import type {Api, Output} from '@shopify/ui-extensions/admin.order-details.action.should-render';
import {ordersApi} from '../../../shared/api.ts';
import {canSend} from '../../../shared/selection.ts';

declare const shopify: Api;

/** The menu must not wait long; the action itself can say what is wrong. */
const patienceMs = 3000;

/** Shows the action where the app does not answer in time: hiding it would hide the fault too. */
export default async function shouldRender(): Promise<Awaited<Output>> {
  const orderId = shopify.data.selected[0]?.id;
  if (!orderId) return {display: false};
  const answer = await Promise.race([
    ordersApi.fulfillment(orderId),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs)),
  ]);
  return {display: !answer?.ok || canSend(answer.value)};
}
