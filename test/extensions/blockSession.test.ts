/** One order page, with its clock in the test's hands. */
import {expect, test} from 'vitest';
import type {RequestStatus} from '../../core/wire.ts';
import {createSession} from '../../extensions/orders/src/block/session.ts';
import {idlePauses} from '../../extensions/shared/watch.ts';
import {commonOrder, orderId, request} from './support/orders.ts';

/** Lets every promise that can go on do so. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function stage(...statuses: RequestStatus[]) {
  const order = commonOrder();
  const [place] = order.fulfillmentOrders;
  const show = (...next: RequestStatus[]) => {
    order.requests = next.map((status, index) => request(`request-${index}`, place!, [], status));
  };
  show(...statuses);
  let reads = 0;
  let waits: {seconds: number; end: () => void}[] = [];
  const opened: string[] = [];
  const session = createSession({
    orderId,
    api: {
      fulfillment: async () => {
        reads++;
        return {ok: true, value: structuredClone(order)};
      },
      act: async () => ({ok: false, problem: {code: 'request_state_conflict', message: null, retryable: false}}),
    },
    openSend: () => opened.push('send'),
    changed: () => {},
    wait: (ms) => new Promise((end) => waits.push({seconds: ms / 1000, end})),
  });
  return {
    session,
    order,
    show,
    opened,
    reads: () => reads,
    /** How long it waits now, in seconds. */
    waiting: () => waits.map(({seconds}) => seconds),
    async tick() {
      const due = waits;
      waits = [];
      for (const {end} of due) end();
      await settled();
    },
    watch: () => {
      const state = session.state();
      return state.view === 'shown' ? state.watch : state.view;
    },
  };
}

test('looks often while a request is under way, and no more once it is settled and nothing is left to send', async () => {
  const it = stage('queued');
  it.order.fulfillmentOrders = [];
  void it.session.load();
  await settled();
  expect([it.watch(), it.waiting()]).toEqual(['on', [2]]);
  it.show('failed');
  await it.tick();
  expect([it.watch(), it.waiting()]).toEqual(['off', []]);
});

test('looks now and then, for some minutes, while items may be sent from the menu', async () => {
  const it = stage('failed');
  void it.session.load();
  await settled();
  const seen: number[] = [];
  while (it.waiting().length > 0) {
    expect(it.watch()).toBe('off');
    seen.push(...it.waiting());
    await it.tick();
  }
  expect(seen).toEqual([...idlePauses]);
});

test('what was sent from the menu is followed once it is seen', async () => {
  const it = stage();
  void it.session.load();
  await settled();
  it.show('queued');
  await it.tick();
  expect([it.watch(), it.waiting()]).toEqual(['on', [2]]);
});

test('opening the window that sends looks often at once, in place of the slow watch', async () => {
  const it = stage();
  void it.session.load();
  await settled();
  void it.session.send();
  await settled();
  expect(it.opened).toEqual(['send']);
  expect([it.watch(), it.waiting()]).toEqual(['on', [15, 2]]);
  const reads = it.reads();
  await it.tick();
  // The slow one ended without a look.
  expect(it.reads()).toBe(reads + 1);
  expect(it.waiting()).toEqual([2]);
});

test('says that it looks no more where something is under way for long', async () => {
  const it = stage('queued');
  void it.session.load();
  await settled();
  for (let look = 0; look < 30; look++) await it.tick();
  expect([it.watch(), it.waiting()]).toEqual(['paused', []]);
});

test('looks no more once the page is left', async () => {
  const it = stage('queued');
  void it.session.load();
  await settled();
  it.session.stop();
  const reads = it.reads();
  for (let look = 0; look < 5; look++) await it.tick();
  expect([it.reads(), it.waiting()]).toEqual([reads, []]);
});
