/** Everything that is known at the end of a run, read from the database, Shopify and Postmark. */
import {currentHold} from '../../../core/email/account/hold.ts';
import type {StoredNotice} from '../../../core/notices/types.ts';
import type {StoredRequest} from '../../../core/requests/types.ts';
import type {ChangeRecord} from '../people/changes.ts';
import type {CallRecord} from '../people/staff.ts';
import type {SeenEmail} from '../people/warehouse.ts';
import type {ChaosWorld} from '../world/start.ts';

export interface Facts {
  requests: StoredRequest[];
  notices: StoredNotice[];
  emails: SeenEmail[];
  calls: CallRecord[];
  changes: ChangeRecord[];
  /** Whether the email account still counts as refused. */
  held: boolean;
  /** Units fulfilled in Shopify by order line. */
  fulfilled: Map<string, number>;
  /** Units ordered by order line. */
  ordered: Map<string, number>;
  /** Units that are still wanted by order line: after edits and cancellations. */
  wanted: Map<string, number>;
}

/** Ids are a shop's own: another shop of the sandbox has the same ones. */
export const lineKey = (shop: string, lineItemId: string) => `${shop} ${lineItemId}`;

interface ShopifyOrder {
  id: string;
  lineItems: {nodes: {id: string; quantity: number; currentQuantity: number}[]};
  fulfillments: {status: string; fulfillmentLineItems: {nodes: {quantity: number; lineItem: {id: string}}[]}}[];
}

const query = `query ($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Order {
      id
      lineItems(first: 5) { nodes { id quantity currentQuantity } }
      fulfillments(first: 10) { status fulfillmentLineItems(first: 5) { nodes { quantity lineItem { id } } } }
    }
  }
}`;

const perQuery = 5;

export async function readFacts(
  {db, shops, warehouse}: ChaosWorld,
  calls: CallRecord[],
  changes: ChangeRecord[],
): Promise<Facts> {
  await warehouse.look();
  const requests = await db.collection<StoredRequest>('requests').find().toArray();
  const notices = await db.collection<StoredNotice>('notices').find().toArray();
  const fulfilled = new Map<string, number>();
  const ordered = new Map<string, number>();
  const wanted = new Map<string, number>();
  for (const shop of shops) {
    const own = new Set(requests.filter((one) => one.shop === shop.domain).map(({orderId}) => orderId));
    const ids = [...own];
    for (let at = 0; at < ids.length; at += perQuery) {
      const {nodes} = await shop.outside.graphql<{nodes: ShopifyOrder[]}>(query, {ids: ids.slice(at, at + perQuery)});
      for (const {lineItems, fulfillments} of nodes) {
        for (const {id, quantity, currentQuantity} of lineItems.nodes) {
          ordered.set(lineKey(shop.domain, id), quantity);
          wanted.set(lineKey(shop.domain, id), currentQuantity);
        }
        for (const {status, fulfillmentLineItems} of fulfillments) {
          if (status !== 'SUCCESS') continue;
          for (const {quantity, lineItem} of fulfillmentLineItems.nodes) {
            const key = lineKey(shop.domain, lineItem.id);
            fulfilled.set(key, (fulfilled.get(key) ?? 0) + quantity);
          }
        }
      }
    }
  }
  const held = (await currentHold(db)) !== null;
  return {requests, notices, emails: warehouse.emails, calls, changes, held, fulfilled, ordered, wanted};
}
