/** Merchants who think better of it: through the app, and in Shopify past it. */
import type {Db} from 'mongodb';
import type {StoredRequest} from '../../../core/requests/types.ts';
import type {PlannedChange} from '../plan/changes.ts';
import type {Customers} from './privacy.ts';
import {numberOf, type Shop} from './shop.ts';
import {pause} from './staff.ts';
import type {Warehouse} from './warehouse.ts';

export interface ChangeRecord {
  change: PlannedChange;
  shop: string;
  order: string;
  /** When it was begun, in ms. */
  at: number;
  /** `refused`: Shopify or the app said that it cannot be done. `nothing`: there was nothing to change. */
  came: 'made' | 'refused' | 'nothing' | 'unfinished';
  /** Of `cancel request`: what each was answered. */
  answers: {request: string; status: number; code: string | null}[];
  /** Of fulfillments that were cancelled: the gids of their order lines, and the requests that were there by then. */
  unfulfilled: {line: string; requests: string[]}[];
}

export interface ChangeParts {
  shop: Shop;
  /** Its gid. */
  order: string;
  db: Db;
  warehouse: Warehouse;
  people: Customers;
  /** Nobody changes anything after that. */
  until: AbortSignal;
}

type Doer = (parts: ChangeParts, record: ChangeRecord) => Promise<ChangeRecord['came']>;

/** Carries one change out when its time has come. */
export async function carryOutChange(change: PlannedChange, parts: ChangeParts): Promise<ChangeRecord> {
  const {shop, order} = parts;
  const record: ChangeRecord = {
    change,
    shop: shop.domain,
    order,
    at: 0,
    came: 'unfinished',
    answers: [],
    unfulfilled: [],
  };
  while (!parts.until.aborted && !(await isTime(change, parts))) await pause(300, parts.until);
  await pause(change.afterMs, parts.until);
  if (parts.until.aborted) return record;
  record.at = Date.now();
  record.came = await doers[change.kind](parts, record);
  return record;
}

function requestsOf({db, shop, order}: ChangeParts): Promise<StoredRequest[]> {
  return db
    .collection<StoredRequest>('requests')
    .find({shop: shop.domain, orderId: order, status: {$ne: 'preparing'}})
    .toArray();
}

async function isTime({when}: PlannedChange, parts: ChangeParts): Promise<boolean> {
  const ids = (await requestsOf(parts)).map(({_id}) => _id.toHexString());
  if (when === 'asked') return ids.length > 0;
  return parts.warehouse.emails.some(({key}) => ids.includes(key.split('.')[0] ?? ''));
}

const doers: Record<PlannedChange['kind'], Doer> = {
  'cancel request': async (parts, record) => {
    for (const {_id} of await requestsOf(parts)) await cancelRequest(parts, record, _id.toHexString());
    if (parts.until.aborted) return 'unfinished';
    return record.answers.some(({status}) => status < 300) ? 'made' : 'refused';
  },

  async 'cancel fulfillment'(parts, record) {
    while (!parts.until.aborted) {
      if (await cancelFulfillments(parts, record)) return 'made';
      const all = await requestsOf(parts);
      if (all.every(({status}) => status === 'declined' || status === 'failed')) return 'nothing';
      await pause(500, parts.until);
    }
    return 'unfinished';
  },

  async 'cancel order'(parts, record) {
    while (!parts.until.aborted) {
      // Shopify: an order with live fulfillments cannot be cancelled.
      await cancelFulfillments(parts, record);
      if (await mutate(parts, 'orderCancel(orderId: $id, reason: OTHER, restock: true, notifyCustomer: false)')) {
        return 'made';
      }
      await pause(200, parts.until);
    }
    return 'unfinished';
  },

  /** One unit of the first line is taken out. */
  async 'edit order'({shop, order}) {
    interface Begun {
      orderEditBegin: {calculatedOrder: {id: string; lineItems: {nodes: {id: string; quantity: number}[]}} | null};
    }
    const {orderEditBegin} = await shop.outside.graphql<Begun>(
      'mutation ($id: ID!) { orderEditBegin(id: $id) { calculatedOrder { id lineItems(first: 1) { nodes { id quantity } } } userErrors { message } } }',
      {id: order},
    );
    const edit = orderEditBegin.calculatedOrder;
    const line = edit?.lineItems.nodes[0];
    if (!edit || !line) return 'refused';
    const {set} = await shop.outside.graphql<{set: {userErrors: unknown[]}}>(
      'mutation ($id: ID!, $line: ID!, $quantity: Int!) { set: orderEditSetQuantity(id: $id, lineItemId: $line, quantity: $quantity) { userErrors { message } } }',
      {id: edit.id, line: line.id, quantity: line.quantity - 1},
    );
    if (set.userErrors.length > 0) return 'refused';
    await shop.outside.graphql('mutation ($id: ID!) { orderEditCommit(id: $id) { userErrors { message } } }', {
      id: edit.id,
    });
    return 'made';
  },

  async 'change address'({shop, order, people}, {change}) {
    const {orderUpdate} = await shop.outside.graphql<{orderUpdate: {userErrors: unknown[]}}>(
      'mutation ($input: OrderInput!) { orderUpdate(input: $input) { userErrors { message } } }',
      {input: {id: order, shippingAddress: people.moved(change.order)}},
    );
    return orderUpdate.userErrors.length > 0 ? 'refused' : 'made';
  },
};

/** Asks until the answer is final. */
async function cancelRequest({shop, until}: ChangeParts, {answers}: ChangeRecord, request: string): Promise<void> {
  while (!until.aborted) {
    const reply = await shop.ask('POST', `/api/requests/${request}/cancel`, {});
    if (reply !== 'no answer' && reply.status < 500 && reply.status !== 429 && reply.status !== 401) {
      answers.push({request, status: reply.status, code: reply.code});
      return;
    }
    await pause(400, until);
  }
}

async function mutate({shop, order}: ChangeParts, call: string): Promise<boolean> {
  const {done} = await shop.outside.graphql<{done: {userErrors: unknown[]}}>(
    `mutation ($id: ID!) { done: ${call} { userErrors { message } } }`,
    {id: order},
  );
  return done.userErrors.length === 0;
}

/** Of all that are there at the moment. @returns whether there was one */
async function cancelFulfillments(parts: ChangeParts, {unfulfilled}: ChangeRecord): Promise<boolean> {
  const {shop, order} = parts;
  interface Found {
    order: {
      fulfillments: {
        id: string;
        status: string;
        fulfillmentLineItems: {nodes: {lineItem: {id: string}}[]};
      }[];
    };
  }
  const {order: seen} = await shop.outside.graphql<Found>(
    'query ($id: ID!) { order(id: $id) { fulfillments(first: 10) { id status fulfillmentLineItems(first: 5) { nodes { lineItem { id } } } } } }',
    {id: order},
  );
  const live = seen.fulfillments.filter(({status}) => status === 'SUCCESS');
  const requests = live.length > 0 ? (await requestsOf(parts)).map(({_id}) => _id.toHexString()) : [];
  for (const {id, fulfillmentLineItems} of live) {
    await shop.outside.graphql('mutation ($id: ID!) { fulfillmentCancel(id: $id) { userErrors { message } } }', {id});
    unfulfilled.push(...fulfillmentLineItems.nodes.map(({lineItem}) => ({line: lineItem.id, requests})));
  }
  return live.length > 0;
}

/** For people. */
export const describeChange = ({change, order, came, answers}: ChangeRecord) =>
  `${change.kind} of ${numberOf(order)}, once ${change.when}: ${came}${answers.map(({status, code}) => ` ${status} ${code ?? ''}`).join(',')}`;
