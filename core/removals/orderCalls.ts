/** Single acts on fulfillment orders of a removal: to take a request back in Shopify, to move, to look where one is. */
import {sameId} from '../ids.ts';
import type {Operation} from '../shopify/operation.ts';
import {acceptCancellationRequest} from '../shopify/operations/acceptCancellationRequest.ts';
import {fulfillmentOrderClose} from '../shopify/operations/fulfillmentOrderClose.ts';
import {fulfillmentOrderPlaces} from '../shopify/operations/fulfillmentOrderPlaces.ts';
import {rejectFulfillmentRequest} from '../shopify/operations/rejectFulfillmentRequest.ts';
import type {UserError} from '../shopify/userErrors.ts';
import {judge, throwIfStuck, type Verdict} from './outcomes.ts';
import {callOptions, type Work} from './work.ts';

/** What a request status asks for before a fulfillment order can be moved; null: nothing. */
export function recallFor(requestStatus: string): 'reject' | 'close' | 'acceptCancellation' | null {
  switch (requestStatus) {
    case 'SUBMITTED':
      return 'reject';
    // Shopify: after a rejected cancellation only the service can still end it, by closing.
    case 'ACCEPTED':
    case 'CANCELLATION_REJECTED':
      return 'close';
    case 'CANCELLATION_REQUESTED':
      return 'acceptCancellation';
    default:
      return null;
  }
}

/** Takes back what was requested of these fulfillment orders.
 * @returns those that Shopify refused to
 * @throws AppError `shopify_*` if none could be */
export async function recall(work: Work, list: readonly OrderAtService[]): Promise<Trouble[]> {
  const of = (kind: ReturnType<typeof recallFor>) => list.filter((one) => recallFor(one.requestStatus) === kind);
  const results = [
    ...(await each(
      work,
      rejectFulfillmentRequest,
      of('reject'),
      (answer) => answer.fulfillmentOrderRejectFulfillmentRequest,
    )),
    ...(await each(work, fulfillmentOrderClose, of('close'), (answer) => answer.fulfillmentOrderClose)),
    ...(await each(
      work,
      acceptCancellationRequest,
      of('acceptCancellation'),
      (answer) => answer.fulfillmentOrderAcceptCancellationRequest,
    )),
  ];
  throwIfStuck(results.map(({verdict}) => verdict));
  return results.flatMap(({order, verdict}) =>
    verdict.kind === 'refused' ? [{order, code: verdict.code, message: verdict.message}] : [],
  );
}

/** What could not be done with a fulfillment order. */
export interface Trouble {
  order: OrderAtService;
  code: string;
  message?: string;
  /** Trying again does not help. */
  final?: boolean;
}

/** A fulfillment order as it is listed at the service's location. */
export interface OrderAtService {
  id: string;
  orderId: string;
  orderName: string;
  status: string;
  requestStatus: string;
}

type Payload = {userErrors: readonly UserError[]} | null | undefined;

async function each<Answer>(
  work: Work,
  operation: Operation<Answer, {id: string; message?: string | null | undefined}>,
  list: readonly OrderAtService[],
  payload: (answer: Answer) => Payload,
): Promise<{order: OrderAtService; verdict: Verdict}[]> {
  if (list.length === 0) return [];
  const variables = list.map(({id}) => ({id, message: null}));
  const outcomes = await work.admin.runBatch(operation, variables, callOptions(work));
  return list.map((order, index) => ({
    order,
    verdict: judge(outcomes[index], (answer) => payload(answer)?.userErrors),
  }));
}

/** Where a fulfillment order is. */
export interface Place {
  status: string;
  requestStatus: string;
  locationId: string | null;
  /** Inventory items of which something remains (gids). */
  items: string[];
}

/** Where fulfillment orders are now. Missing: Shopify does not know it any more. */
export async function placesOf(work: Work, ids: readonly string[]): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  for (let at = 0; at < ids.length; at += 40) {
    const {nodes} = await work.admin.run(fulfillmentOrderPlaces, {ids: ids.slice(at, at + 40)}, callOptions(work));
    for (const node of nodes) {
      if (!node || !('assignedLocation' in node)) continue;
      const items = node.lineItems.nodes.flatMap(({remainingQuantity, inventoryItemId}) =>
        remainingQuantity > 0 && inventoryItemId ? [inventoryItemId] : [],
      );
      const {id, status, requestStatus, assignedLocation} = node;
      places.set(id, {status, requestStatus, locationId: assignedLocation.location?.id ?? null, items});
    }
  }
  return places;
}

/** Whether a fulfillment order is where it shall be, or is over. */
export function isThere(place: {status: string; locationId: string | null} | undefined, locationId: string): boolean {
  if (!place || place.status === 'CLOSED' || place.status === 'CANCELLED') return true;
  return place.locationId !== null && sameId(place.locationId, locationId);
}
