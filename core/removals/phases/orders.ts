/**
 * Moves the open fulfillment orders. Round after round: what was requested is taken back, what is there is written down, its items
 * are stocked at the destination, and it is moved; until a round finds nothing. Orders that arrive meanwhile are met by the next.
 */
import type {OrdersWithLinesAtLocationQuery} from '../../shopify/generated/operations.ts';
import {ordersAtLocation} from '../../shopify/operations/ordersAtLocation.ts';
import {ordersWithLinesAtLocation} from '../../shopify/operations/ordersWithLinesAtLocation.ts';
import {recall, recallFor, type OrderAtService} from '../orderCalls.ts';
import {moveStep} from '../orderMoves.ts';
import {addOrders, setAside, failedAmong, wantItems} from '../orderDocs.ts';
import {callOptions, type Outcome, type Work} from '../work.ts';
import {stockStep} from './activate.ts';

/** Shopify: 250 to a page at most; with 50 lines each they ask for some 110 points. */
const perPage = 250;
const linesPerOrder = 50;

export async function orders(work: Work): Promise<Outcome> {
  switch (work.removal.stage) {
    case 'collect':
      return collect(work);
    case 'stock':
      return (await stockStep(work)) ?? {again: {stage: 'move', cursor: null}};
    case 'move':
      return (await moveStep(work)) ?? {again: {stage: null, cursor: null}};
    case null:
      return takeBack(work);
  }
}

/** Takes back what was requested, so that it can be moved. */
async function takeBack(work: Work): Promise<Outcome> {
  const {admin, removal} = work;
  const variables = {locationId: removal.service.locationId, first: perPage, after: removal.cursor};
  const {assignedFulfillmentOrders: page} = await admin.run(ordersAtLocation, variables, callOptions(work));
  const requested = page.nodes.filter(({requestStatus}) => recallFor(requestStatus) !== null);
  const failed = await failedAmong(work, requested);
  const open = requested.filter(({id}) => !failed.has(id));
  if (open.length > 0) {
    const refused = await recall(work, open);
    await setAside(work, refused);
    // Units of an accepted cancellation are in another fulfillment order now: the same page once more.
    return {again: {}};
  }
  const {hasNextPage, endCursor} = page.pageInfo;
  return {again: hasNextPage ? {cursor: endCursor ?? null} : {stage: 'collect', cursor: null}};
}

type Node = OrdersWithLinesAtLocationQuery['assignedFulfillmentOrders']['nodes'][number];

/** Writes down what is to be moved, and where to. */
async function collect(work: Work): Promise<Outcome> {
  const {admin, removal} = work;
  const {service, cursor: after, route, exceptions} = removal;
  const where = {locationId: service.locationId, first: perPage, after};
  // The lines matter only where not all goes to one place, or where not all is stocked there yet.
  const withLines = route === 'transfer' || exceptions.length > 0;
  const {assignedFulfillmentOrders: page} = withLines
    ? await admin.run(ordersWithLinesAtLocation, {...where, lines: linesPerOrder}, callOptions(work))
    : await admin.run(ordersAtLocation, where, callOptions(work));
  const nodes: (OrderAtService & Partial<Pick<Node, 'lineItems'>>)[] = page.nodes;
  const scheduled = nodes.filter(({status}) => status === 'SCHEDULED');
  await setAside(
    work,
    scheduled.map((order) => ({order, code: 'fulfillment_order_scheduled', final: true})),
  );
  const failed = await failedAmong(work, nodes);
  const open = nodes.filter(({id, status}) => !failed.has(id) && status !== 'SCHEDULED');
  if (withLines) await wantItems(work, open);
  const added = await addOrders(work, open);
  const {hasNextPage, endCursor} = page.pageInfo;
  const found = removal.pass.orders || added > 0;
  const pass = {...removal.pass, orders: found};
  if (hasNextPage) return {again: {cursor: endCursor ?? null, pass}};
  const set = {cursor: null, pass: {...pass, orders: false, idle: found ? 0 : pass.idle}};
  return found ? {again: {...set, stage: 'stock'}} : {next: 'stock', set};
}
