/** Reads where the items of requests go now. */
import type {AdminClient} from '../../shopify/client.ts';
import {destinations} from '../../shopify/operations/destinations.ts';
import type {DestinationsQuery} from '../../shopify/generated/operations.ts';
import type {StoredRequest} from '../types.ts';
import type {Whereabouts} from './shipTo.ts';

/** Shopify: an array of arguments holds at most 250, a query 1000 points; each of these asks for four. */
const perQuery = 100;

/** By the request's id. Missing where Shopify does not show the fulfillment order any more.
 * @throws AppError `shopify_*` */
export async function readWhereabouts(
  admin: AdminClient,
  requests: readonly Pick<StoredRequest, '_id' | 'lines'>[],
): Promise<Map<string, Whereabouts>> {
  const ids = [...new Set(requests.flatMap((one) => first(one) ?? []))];
  const read = new Map<string, Whereabouts>();
  for (let at = 0; at < ids.length; at += perQuery) {
    const {nodes} = await admin.run(destinations, {ids: ids.slice(at, at + perQuery)});
    for (const node of nodes) if (node && isFulfillmentOrder(node)) read.set(node.id, node);
  }
  return new Map(
    requests.flatMap((request) => {
      const found = read.get(first(request) ?? '');
      return found ? [[request._id.toHexString(), found] as const] : [];
    }),
  );
}

/** Its email speaks of the first. */
const first = ({lines}: Pick<StoredRequest, 'lines'>) => lines[0]?.fulfillmentOrderId;

type Node = NonNullable<DestinationsQuery['nodes'][number]>;
const isFulfillmentOrder = (node: Node): node is Extract<Node, {id: string}> => 'destination' in node;
