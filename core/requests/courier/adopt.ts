/** Takes on what a merchant requested with Shopify's own button: the same request, email and fulfillment as from this app's pages. */
import {AppError} from '../../errors.ts';
import {numericId, sameId} from '../../ids.ts';
import {servicesByLocation} from '../../services/byLocation.ts';
import type {RequestedFulfillmentOrdersQuery} from '../../shopify/generated/operations.ts';
import {requestedFulfillmentOrders} from '../../shopify/operations/requestedFulfillmentOrders.ts';
import {askForStale} from '../alignment/ask.ts';
import {insertAll, newRequest} from '../create.ts';
import {readOrderFacts} from '../orderFacts.ts';
import {requests} from '../store.ts';
import type {StoredLine} from '../types.ts';
import {takeAdoption} from './lease.ts';
import type {Round} from './round.ts';

type Requested = RequestedFulfillmentOrdersQuery['assignedFulfillmentOrders']['nodes'][number];

/** Looks for requests made in Shopify, if somebody said that there may be some. @returns how many were taken on */
export async function adoptRequested(round: Round): Promise<number> {
  if (!(await takeAdoption(round.ctx.db, round.shop))) return 0;
  // The same look now and then finds what else webhooks should have told.
  await askForStale(round.ctx.db, round.shop);
  let adopted = 0;
  let after: string | null = null;
  do {
    const page: RequestedFulfillmentOrdersQuery = await round.admin.run(requestedFulfillmentOrders, {after});
    const {nodes, pageInfo} = page.assignedFulfillmentOrders;
    for (const node of nodes) adopted += (await adopt(round, node)) ? 1 : 0;
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return adopted;
}

async function adopt({ctx, shop, admin}: Round, requested: Requested): Promise<boolean> {
  const readAt = new Date();
  const facts = await readOrderFacts(admin, requested.orderId);
  const one = facts.fulfillmentOrders.find(({id}) => sameId(id, requested.id));
  const services = await servicesByLocation(ctx, shop);
  const service = one?.locationId ? services.get(numericId(one.locationId)) : undefined;
  // Answered meanwhile, or at a service that is paused or being removed: the next look sees to it.
  if (one?.requestStatus !== 'SUBMITTED' || !one.locationId || !service) return false;
  const lines: StoredLine[] = one.lines
    .filter(({remaining}) => remaining > 0)
    .map(({id, lineItemId, remaining, sku}) => ({
      fulfillmentOrderId: one.id,
      fulfillmentOrderLineItemId: id,
      lineItemId,
      quantity: remaining,
      sku,
    }));
  if (lines.length === 0 || (await isKnown(ctx.db, shop, lines))) return false;
  const asked = requested.merchantRequests.nodes.find(({kind}) => kind === 'FULFILLMENT_REQUEST');
  const plan = {service, locationId: one.locationId, lines};
  const body = {notifyCustomer: wantsNotice(asked?.requestOptions), message: asked?.message ?? undefined};
  const request = newRequest(shop, facts, plan, body, 'shopify');
  // Submitted already, by the merchant: the courier only has to accept it.
  request.submission = {intentAt: readAt, accepted: false};
  try {
    await insertAll(ctx, [request], readAt);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'line_already_requested') return false;
    throw error;
  }
}

/** Whether a request of ours has these lines: an open one, which submitted them itself, or one that failed and waits for a person. */
async function isKnown(db: Round['ctx']['db'], shop: string, lines: StoredLine[]): Promise<boolean> {
  const ids = lines.map((line) => line.fulfillmentOrderLineItemId);
  const known = await requests(db).findOne({
    shop,
    'lines.fulfillmentOrderLineItemId': {$in: ids},
    $or: [{open: true}, {status: 'failed', submission: {$ne: null}}],
  });
  return known !== null;
}

/** Shopify: `requestOptions` is JSON, `{"notify_customer": true}`. */
function wantsNotice(options: unknown): boolean {
  return (
    typeof options === 'object' && options !== null && 'notify_customer' in options && options.notify_customer === true
  );
}
