/** Reads from Shopify what the emails of a batch need, and checks that each request can still be sent as asked. */
import {AppError} from '../../errors.ts';
import {sameId} from '../../ids.ts';
import type {AdminClient} from '../../shopify/client.ts';
import type {FulfillmentOrdersToSendQuery, LinesToSendQuery} from '../../shopify/generated/operations.ts';
import {fulfillmentOrdersToSend} from '../../shopify/operations/fulfillmentOrdersToSend.ts';
import {linesToSend} from '../../shopify/operations/linesToSend.ts';
import {readOrderFacts} from '../orderFacts.ts';
import {blockOf, rebindLines} from '../plan.ts';
import type {StoredLine, StoredRequest} from '../types.ts';

type Node = NonNullable<FulfillmentOrdersToSendQuery['nodes'][number]>;
type WithId = Extract<Node, {id: string}>;

const isFulfillmentOrder = (node: Node): node is WithId => 'lineItems' in node;
type Line = NonNullable<LinesToSendQuery['fulfillmentOrder']>['lineItems']['nodes'][number];

/** A fulfillment order as read for an email: all its lines, whatever the pages. */
export type FulfillmentOrderToSend = Omit<WithId, 'lineItems'> & {lines: Line[]};

/** A request with all that its email says. Held in memory while it is sent, never stored. */
export interface Readable {
  request: StoredRequest;
  items: ItemToSend[];
}

export interface ItemToSend {
  stored: StoredLine;
  line: Line;
  fulfillmentOrder: FulfillmentOrderToSend;
}

/** Shopify allows 1000 points for one query; ten fulfillment orders ask for about 700. */
const perQuery = 10;

/** Reads for many requests at once; each gets its items or the reason why it cannot be sent. */
export async function readToSend(
  admin: AdminClient,
  requests: readonly StoredRequest[],
): Promise<({request: StoredRequest; error: unknown} | Readable)[]> {
  const read = await readFulfillmentOrders(admin, fulfillmentOrdersOf(requests));
  const results: ({request: StoredRequest; error: unknown} | Readable)[] = [];
  for (const request of requests) {
    try {
      results.push(match(request, read) ?? (await readRebound(admin, request)));
    } catch (error) {
      results.push({request, error});
    }
  }
  return results;
}

const fulfillmentOrdersOf = (requests: readonly StoredRequest[]) => [
  ...new Set(requests.flatMap(({lines}) => lines.map((line) => line.fulfillmentOrderId))),
];

/** Fulfillment orders by their gids, with all their lines; those that are gone are missing. @throws AppError `shopify_*` */
export async function readFulfillmentOrders(
  admin: AdminClient,
  ids: readonly string[],
): Promise<Map<string, FulfillmentOrderToSend>> {
  const found = new Map<string, FulfillmentOrderToSend>();
  for (let at = 0; at < ids.length; at += perQuery) {
    const {nodes} = await admin.run(fulfillmentOrdersToSend, {ids: ids.slice(at, at + perQuery)});
    for (const node of nodes) {
      if (!node || !isFulfillmentOrder(node)) continue;
      const {lineItems, ...rest} = node;
      const lines: Line[] = [...lineItems.nodes];
      let {hasNextPage, endCursor} = lineItems.pageInfo;
      while (hasNextPage && endCursor) {
        const {fulfillmentOrder} = await admin.run(linesToSend, {id: node.id, after: endCursor});
        if (!fulfillmentOrder) break;
        lines.push(...fulfillmentOrder.lineItems.nodes);
        ({hasNextPage, endCursor} = fulfillmentOrder.lineItems.pageInfo);
      }
      found.set(node.id, {...rest, lines});
    }
  }
  return found;
}

/** The request's lines among what was read; null if one is not there any more as it was asked for. */
function match(request: StoredRequest, read: Map<string, FulfillmentOrderToSend>): Readable | null {
  const items: Readable['items'] = [];
  for (const stored of request.lines) {
    const fulfillmentOrder = read.get(stored.fulfillmentOrderId);
    const line = fulfillmentOrder?.lines.find(({id}) => id === stored.fulfillmentOrderLineItemId);
    if (!fulfillmentOrder || !line || !fits(request, stored, fulfillmentOrder, line)) return null;
    items.push({stored, line, fulfillmentOrder});
  }
  return {request, items};
}

function fits(request: StoredRequest, stored: StoredLine, one: FulfillmentOrderToSend, line: Line): boolean {
  const location = one.assignedLocation.location;
  if (!location || !sameId(location.id, request.locationId)) return false;
  // Sent once more: what is fulfilled by then need not remain.
  if (request.fulfillment?.done) return true;
  const fulfillable = one.supportedActions.some(({action}) => action === 'CREATE_FULFILLMENT');
  const facts = {...one, fulfillable, locationId: location.id, locationName: '', lines: []};
  const own = request.submission !== null;
  return line.remainingQuantity >= stored.quantity && (blockOf(facts) === null || own);
}

/** Fulfillment orders split, move and are replaced: looks for the same lines under new ids, and reads them. */
async function readRebound(admin: AdminClient, request: StoredRequest): Promise<Readable> {
  const facts = await readOrderFacts(admin, request.orderId);
  const lines = rebindLines(facts, request.locationId, request.lines, request.submission !== null);
  if (lines) {
    const rebound = {...request, lines};
    const readable = match(rebound, await readFulfillmentOrders(admin, fulfillmentOrdersOf([rebound])));
    if (readable) return readable;
  }
  const wanted = new Set(request.lines.map(({lineItemId}) => lineItemId));
  const holders = facts.fulfillmentOrders.filter((one) =>
    one.lines.some((line) => wanted.has(line.lineItemId) && line.remaining > 0),
  );
  const block = holders.map(blockOf).find((one) => one !== null);
  throw new AppError(block?.code ?? 'order_changed');
}
