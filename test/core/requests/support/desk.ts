/** A merchant's desk over a world: asks services to ship, takes requests back, and sees what the services got. */
import {cancelRequest} from '../../../../core/requests/actions.ts';
import {createRequests} from '../../../../core/requests/create.ts';
import {getRequest} from '../../../../core/requests/list.ts';
import type {FulfillmentRequest, Service} from '../../../../core/wire.ts';
import {until, type InboxMessage} from '../../../support/sandboxClient.ts';
import {address, createWorld, type TestOrder, type World} from '../../../support/world.ts';

export interface Desk {
  world: World;
  /** Fulfils once the email is accepted. */
  service: Service;
  /** Is to confirm, and has two addresses. */
  confirming: Service;
  clear(): Promise<void>;
  clearFaults(): Promise<void>;
  shopifyFault(operation: string, kind: string, times?: number): Promise<unknown>;
  postmarkFault(fault: object): Promise<unknown>;
  ask(order: TestOrder, key?: string): Promise<FulfillmentRequest>;
  now(request: {id: string}): Promise<FulfillmentRequest>;
  cancel(request: {id: string}): Promise<FulfillmentRequest>;
  /** Couriers come until it is so, as the sweeper would send them. */
  comes(request: {id: string}, what: string, is: (one: FulfillmentRequest) => boolean): Promise<FulfillmentRequest>;
  /** A request whose service has the email and is to confirm. */
  sent(quantities?: number[]): Promise<{order: TestOrder; request: FulfillmentRequest}>;
  /** A request that is emailed and marked in Shopify. */
  fulfilled(): Promise<{order: TestOrder; request: FulfillmentRequest}>;
  /** What a merchant does in Shopify itself. */
  cancelOrder(order: TestOrder): Promise<void>;
  cancelFulfillment(order: TestOrder): Promise<void>;
  /** Takes units out of an order: a new quantity for each line. */
  editOrder(order: TestOrder, ...quantities: number[]): Promise<void>;
  /** Another address; what is not given is as in every order. */
  readdress(order: {id: string}, change: Record<string, string | null>): Promise<void>;
  /** Of the emails, to one address or to all, oldest first. */
  subjects(to?: string): Promise<string[]>;
  cancellations(): Promise<string[]>;
  /** The emails that tell of a changed address, oldest first. */
  changes(to?: string): Promise<InboxMessage[]>;
  /** Whether all that remains of an order can be asked for. */
  isFree(order: TestOrder): Promise<boolean>;
}

export const secondAddress = 'second@warehouse.example';

/** Settings under which little is waited for. */
export const hasty = {OUTSIDE_TIMEOUT_SECONDS: '0.4', POSTMARK_SETTLED_SECONDS: '1', COURIER_LEASE_SECONDS: '3'};

/** A desk over a world of its own. */
export async function createDesk(settings: Record<string, string> = {}): Promise<Desk> {
  return deskOver(await createWorld({...hasty, ...settings}));
}

export async function deskOver(world: World): Promise<Desk> {
  const service = await world.activate();
  const confirming = await world.activate({fulfillOn: 'confirmation', additionalEmails: [secondAddress]});
  const now = ({id}: {id: string}) => getRequest(world.ctx, world.shop, id);
  const ask = async (order: TestOrder, idempotencyKey = order.id): Promise<FulfillmentRequest> => {
    const [request] = await createRequests(world.ctx, world.shop, order.id, {}, {idempotencyKey, by: 'user:1'});
    if (!request) throw new Error('No request was made.');
    return request;
  };
  const subjects = async (to?: string) =>
    (await world.outside.inbox()).filter(({To}) => !to || To === to).map(({Subject}) => Subject);
  return {
    world,
    service,
    confirming,
    async clear() {
      await fetch(`${world.postmarkUrl}/sandbox/messages`, {method: 'DELETE'});
    },
    async clearFaults() {
      await fetch(`${world.postmarkUrl}/sandbox/faults`, {method: 'DELETE'});
      await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
      // Over at once, not at the next try of the account.
      await world.ctx.db.collection('emailAccount').deleteMany({});
    },
    shopifyFault: (operation, kind, times) =>
      world.outside.control('faults', {operation, kind, rate: 1, ms: 5000, caller: 'app', ...(times ? {times} : {})}),
    postmarkFault: (fault) => world.outside.postmark('faults', {operation: 'batch', rate: 1, ms: 5000, ...fault}),
    ask,
    now,
    cancel: ({id}) => cancelRequest(world.ctx, world.shop, id, 'user:1'),
    comes: (request, what, is) =>
      until(
        what,
        async () => {
          await world.drain();
          const one = await now(request);
          return is(one) && one;
        },
        20_000,
      ),
    async sent(quantities = [2, 1]) {
      const order = await world.order(confirming.id, quantities);
      const request = await ask(order);
      await world.drain();
      const after = await now(request);
      if (after.status !== 'sent') throw new Error(`It is ${after.status}.`);
      return {order, request};
    },
    async fulfilled() {
      const order = await world.order(service.id, [2]);
      const request = await ask(order);
      await world.drain();
      const after = await now(request);
      if (after.status !== 'fulfilled') throw new Error(`It is ${after.status}.`);
      return {order, request};
    },
    async cancelOrder({id}) {
      await world.outside.graphql(
        'mutation ($id: ID!) { orderCancel(orderId: $id, reason: CUSTOMER, restock: true, notifyCustomer: false) { userErrors { message } } }',
        {id},
      );
    },
    async cancelFulfillment({id}) {
      const {order} = await world.outside.graphql<{order: {fulfillments: {id: string}[]}}>(
        'query ($id: ID!) { order(id: $id) { fulfillments(first: 1) { id } } }',
        {id},
      );
      await world.outside.graphql('mutation ($id: ID!) { fulfillmentCancel(id: $id) { userErrors { message } } }', {
        id: order.fulfillments[0]?.id,
      });
    },
    async editOrder({id}, ...quantities) {
      interface Begun {
        orderEditBegin: {calculatedOrder: {id: string; lineItems: {nodes: {id: string}[]}}};
      }
      const {orderEditBegin} = await world.outside.graphql<Begun>(
        'mutation ($id: ID!) { orderEditBegin(id: $id) { calculatedOrder { id lineItems(first: 9) { nodes { id } } } userErrors { message } } }',
        {id},
      );
      const edit = orderEditBegin.calculatedOrder;
      for (const [index, quantity] of quantities.entries()) {
        await world.outside.graphql(
          'mutation ($id: ID!, $line: ID!, $quantity: Int!) { orderEditSetQuantity(id: $id, lineItemId: $line, quantity: $quantity) { userErrors { message } } }',
          {id: edit.id, line: edit.lineItems.nodes[index]?.id, quantity},
        );
      }
      await world.outside.graphql('mutation ($id: ID!) { orderEditCommit(id: $id) { userErrors { message } } }', {
        id: edit.id,
      });
    },
    async readdress({id}, change) {
      const {orderUpdate} = await world.outside.graphql<{orderUpdate: {userErrors: unknown[]}}>(
        'mutation ($input: OrderInput!) { orderUpdate(input: $input) { userErrors { message } } }',
        {input: {id, shippingAddress: {...address, ...change}}},
      );
      if (orderUpdate.userErrors.length > 0) throw new Error(JSON.stringify(orderUpdate.userErrors));
    },
    subjects,
    changes: async (to?: string) =>
      (await world.outside.inbox()).filter(
        ({Subject, To}) => Subject.startsWith('ADDRESS CHANGED') && (!to || To === to),
      ),
    cancellations: async () => (await subjects()).filter((subject) => subject.includes('CANCELLED – do not ship')),
    async isFree(order) {
      const lines = (await order.read()).fulfillmentOrders.flatMap((one) => one.lines);
      return lines.every(({remaining, requestable}) => remaining === requestable);
    },
  };
}

/** Whether it is cancelled, and the service told. */
export function isCancelled({status, cancellation}: FulfillmentRequest): boolean {
  return status === 'cancelled' && cancellation?.status !== 'pending';
}
