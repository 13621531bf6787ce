/** Brings the fulfillment orders of many orders into a state, by the Admin API, many in one call. */
import type {AdminCaller} from './adminCaller.ts';

/** Request statuses, and what a fulfillment order can be beside them. `CLOSED`: given up by the service, INCOMPLETE. */
export type OpenState =
  | 'UNSUBMITTED'
  | 'SUBMITTED'
  | 'ACCEPTED'
  | 'REJECTED'
  | 'CANCELLATION_REQUESTED'
  | 'CANCELLATION_REJECTED'
  | 'CLOSED'
  | 'ON_HOLD'
  | 'PARTLY_FULFILLED'
  | 'PARTLY_FULFILLED_ACCEPTED'
  | 'PARTLY_FULFILLED_CLOSED';

type Step = 'submit' | 'accept' | 'reject' | 'askBack' | 'keep' | 'close' | 'hold' | 'fulfill' | 'split';

const steps: Record<OpenState | 'SPLIT', readonly Step[]> = {
  UNSUBMITTED: [],
  SUBMITTED: ['submit'],
  ACCEPTED: ['submit', 'accept'],
  REJECTED: ['submit', 'reject'],
  CANCELLATION_REQUESTED: ['submit', 'accept', 'askBack'],
  CANCELLATION_REJECTED: ['submit', 'accept', 'askBack', 'keep'],
  CLOSED: ['submit', 'accept', 'close'],
  ON_HOLD: ['hold'],
  PARTLY_FULFILLED: ['fulfill'],
  PARTLY_FULFILLED_ACCEPTED: ['submit', 'accept', 'fulfill'],
  PARTLY_FULFILLED_CLOSED: ['submit', 'accept', 'fulfill', 'close'],
  SPLIT: ['split'],
};

/** What a service does is the app's; all else is the merchant's. */
const ofTheService: ReadonlySet<Step> = new Set<Step>(['accept', 'reject', 'keep', 'close']);

interface Open {
  id: string;
  /** Its first line, of two units at least. */
  lineId: string;
}

/** One mutation of a document, about the fulfillment order in `$id<n>` and, where it is about a part, the line in `$line<n>`. */
function mutationOf(step: Step, at: number): string {
  const id = `$id${at}`;
  const oneUnit = `[{id: $line${at}, quantity: 1}]`;
  const errors = '{ userErrors { message } }';
  switch (step) {
    case 'submit':
      return `fulfillmentOrderSubmitFulfillmentRequest(id: ${id}) ${errors}`;
    case 'accept':
      return `fulfillmentOrderAcceptFulfillmentRequest(id: ${id}) ${errors}`;
    case 'reject':
      return `fulfillmentOrderRejectFulfillmentRequest(id: ${id}) ${errors}`;
    case 'askBack':
      return `fulfillmentOrderSubmitCancellationRequest(id: ${id}) ${errors}`;
    case 'keep':
      return `fulfillmentOrderRejectCancellationRequest(id: ${id}) ${errors}`;
    case 'close':
      return `fulfillmentOrderClose(id: ${id}) ${errors}`;
    case 'hold':
      return `fulfillmentOrderHold(id: ${id}, fulfillmentHold: {reason: OTHER}) ${errors}`;
    case 'fulfill':
      return `fulfillmentCreate(fulfillment: {lineItemsByFulfillmentOrder: [{fulfillmentOrderId: ${id}, fulfillmentOrderLineItems: ${oneUnit}}]}) ${errors}`;
    case 'split':
      return `fulfillmentOrderSplit(fulfillmentOrderSplits: [{fulfillmentOrderId: ${id}, fulfillmentOrderLineItems: ${oneUnit}}]) ${errors}`;
  }
}

/** One document for all of them: the same text for every lot of the same size, which is parsed and checked once. */
async function doStep(call: AdminCaller, step: Step, open: readonly Open[]): Promise<void> {
  const isPart = step === 'fulfill' || step === 'split';
  const declared = open.map((_one, at) => `$id${at}: ID!${isPart ? `, $line${at}: ID!` : ''}`);
  const mutations = open.map((_one, at) => `m${at}: ${mutationOf(step, at)}`);
  const variables = open.map(({id, lineId}, at) => ({[`id${at}`]: id, ...(isPart ? {[`line${at}`]: lineId} : {})}));
  await call(`mutation(${declared.join(', ')}) { ${mutations.join(' ')} }`, Object.assign({}, ...variables));
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({length: Math.ceil(list.length / size)}, (_each, at) => list.slice(at * size, (at + 1) * size));
}

/** The fulfillment order at a location of each order. */
async function openAt(call: AdminCaller, orderIds: readonly string[], locationId: string): Promise<Open[]> {
  interface Order {
    fulfillmentOrders: {
      nodes: {id: string; assignedLocation: {location: {id: string}}; lineItems: {nodes: {id: string}[]}}[];
    };
  }
  const found: Open[] = [];
  for (const ids of chunks(orderIds, 50)) {
    const {nodes} = await call<{nodes: Order[]}>(
      `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Order { fulfillmentOrders(first: 3) { nodes {
        id assignedLocation { location { id } } lineItems(first: 1) { nodes { id } } } } } } }`,
      {ids},
    );
    for (const {fulfillmentOrders} of nodes) {
      const one = fulfillmentOrders.nodes.find(({assignedLocation}) => assignedLocation.location.id === locationId);
      const lineId = one?.lineItems.nodes[0]?.id;
      if (!one || !lineId) throw new Error('An order has nothing at the service.');
      found.push({id: one.id, lineId});
    }
  }
  return found;
}

/** Brings them there from OPEN/UNSUBMITTED; `SPLIT` parts one into two. */
export async function inState(
  callers: {outside: AdminCaller; app: AdminCaller},
  state: OpenState | 'SPLIT',
  orderIds: readonly string[],
  locationId: string,
): Promise<void> {
  if (steps[state].length === 0) return;
  const open = await openAt(callers.outside, orderIds, locationId);
  for (const step of steps[state]) {
    const call = ofTheService.has(step) ? callers.app : callers.outside;
    for (const some of chunks(open, 60)) await doStep(call, step, some);
  }
}
