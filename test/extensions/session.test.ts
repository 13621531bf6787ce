/** One opened modal, with its clock in the test's hands. */
import {expect, test} from 'vitest';
import type {CreateRequestsInput, RequestStatus} from '../../core/wire.ts';
import {createSession, type Session} from '../../extensions/orders/src/action/session.ts';
import type {State} from '../../extensions/orders/src/action/state.ts';
import type {OrdersApi} from '../../extensions/shared/api.ts';
import {commonOrder, orderId, request} from './support/orders.ts';

interface Stage {
  session: Session;
  order: ReturnType<typeof commonOrder>;
  reads: () => number;
  sends: CreateRequestsInput[];
  /** Lets every wait that is under way end. */
  tick: () => Promise<void>;
}

/** Lets every promise that can go on do so. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function stage(first: RequestStatus = 'queued'): Stage {
  const order = commonOrder();
  const sends: CreateRequestsInput[] = [];
  let reads = 0;
  let waits: (() => void)[] = [];
  const api: OrdersApi = {
    fulfillment: async () => {
      reads++;
      return {ok: true, value: structuredClone(order)};
    },
    send: async (_, input) => {
      sends.push(input);
      const made = request(`request-${sends.length}`, order.fulfillmentOrders[0]!, input.lines ?? [], first);
      order.requests.push(made);
      return {ok: true, value: {requests: structuredClone([made])}};
    },
    preview: async () => ({ok: true, value: {previews: []}}),
    act: async () => ({ok: false, problem: {code: 'request_state_conflict', message: null, retryable: false}}),
  };
  const session = createSession({
    orderId,
    api,
    changed: () => {},
    wait: () => new Promise((resolve) => waits.push(resolve)),
  });
  const tick = async () => {
    const due = waits;
    waits = [];
    for (const end of due) end();
    await settled();
  };
  return {session, order, reads: () => reads, sends, tick};
}

function following(state: State): State & {view: 'following'} {
  if (state.view !== 'following') throw new Error(`The session is ${state.view}.`);
  return state;
}

async function sendFrom({session, tick}: Stage): Promise<void> {
  await session.load();
  void session.send();
  await tick();
}

test('stops reading once it is closed', async () => {
  const it = stage();
  await sendFrom(it);
  await it.tick();
  const reads = it.reads();
  expect(reads).toBeGreaterThan(1);
  it.session.stop();
  for (let again = 0; again < 5; again++) await it.tick();
  expect(it.reads()).toBe(reads);
});

test('gives up after a bounded number of looks, and looks again on demand', async () => {
  const it = stage();
  await sendFrom(it);
  for (let look = 0; look < 60; look++) await it.tick();
  expect(following(it.session.state()).watch).toBe('paused');
  const reads = it.reads();
  expect(reads).toBe(41);
  it.order.requests[0]!.status = 'fulfilled';
  const watch = it.session.watch();
  await it.tick();
  await watch;
  expect(it.reads()).toBe(reads + 1);
  expect(following(it.session.state())).toMatchObject({watch: 'off', requests: [{status: 'fulfilled'}]});
});

test('a sent request that waits for its service is watched only briefly', async () => {
  const it = stage('sent');
  await sendFrom(it);
  for (let look = 0; look < 60; look++) await it.tick();
  expect(following(it.session.state()).watch).toBe('off');
  expect(it.reads()).toBe(9);
});

test('an earlier watch that still waits writes nothing over a later one', async () => {
  const it = stage();
  await sendFrom(it);
  await it.session.load();
  void it.session.send();
  await it.tick();
  for (let look = 0; look < 3; look++) await it.tick();
  expect(following(it.session.state()).requests.map(({id}) => id)).toEqual(['request-2']);
});

test('ignores a send without a choice, a second send and typing while one is under way', async () => {
  const it = stage();
  await it.session.load();
  for (const serviceId of ['service-Nordic Warehouse', 'service-Bangkok Depot']) {
    it.session.dispatch({type: 'filled', serviceId, how: 'none'});
  }
  await it.session.send();
  expect(it.sends).toEqual([]);
  it.session.dispatch({type: 'filled', serviceId: 'service-Bangkok Depot', how: 'all'});
  void it.session.send();
  void it.session.send();
  it.session.dispatch({type: 'optionChanged', change: {message: 'late'}});
  await it.tick();
  const line = {fulfillmentOrderLineItemId: 'gid://shopify/FulfillmentOrderLineItem/3', quantity: 2};
  expect(it.sends).toEqual([{lines: [line], notifyCustomer: false}]);
});
