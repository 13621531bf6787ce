/** How long an order page looks for news by itself, with the clock in the test's hands. */
import {expect, test, vi} from 'vitest';
import type {FulfillmentRequest, RequestStatus} from '../../core/wire.ts';
import {isUnderWay, watch, type WatchEnd} from '../../extensions/shared/watch.ts';
import {commonOrder, request} from './support/orders.ts';

const at = '2026-11-23T10:00:00.000Z';
const now = Date.parse(at);

function one(status: RequestStatus, changes: Partial<FulfillmentRequest> = {}): FulfillmentRequest {
  return request('request-1', commonOrder().fulfillmentOrders[0]!, [], status, {updatedAt: at, ...changes});
}

const accepted = {status: 'accepted' as const, opened: false, messages: []};
const later = (minutes: number) => now + minutes * 60_000;

test.each([
  ['queued', one('queued'), true, true],
  ['sending', one('sending'), true, true],
  ['unknown', one('unknown'), true, true],
  ['confirmed', one('confirmed'), true, true],
  ['sent, fulfilled by email', one('sent', {fulfillOn: 'email'}), true, true],
  ['sent, to be confirmed', one('sent', {fulfillOn: 'confirmation'}), true, false],
  ['fulfilled, not delivered yet', one('fulfilled', {delivery: accepted}), true, false],
  ['fulfilled and delivered', one('fulfilled', {delivery: {...accepted, status: 'delivered'}}), false, false],
  ['failed', one('failed'), false, false],
  ['declined', one('declined'), false, false],
  ['cancelled', one('cancelled'), false, false],
])('%s: news are expected at first, and after half an hour', (_, given, atFirst, afterHalfAnHour) => {
  expect([isUnderWay(given, now), isUnderWay(given, later(30))]).toEqual([atFirst, afterHalfAnHour]);
});

interface Run {
  end: WatchEnd;
  /** Seconds before each look. */
  pauses: number[];
}

/** Watches a request; `script` is where it stands at each look. */
async function run(
  first: RequestStatus[],
  script: (look: number) => RequestStatus[],
  expectsMore = false,
): Promise<Run> {
  vi.useFakeTimers({now, toFake: ['Date']});
  try {
    const order = commonOrder();
    const show = (statuses: RequestStatus[]) => {
      order.requests = statuses.map((status, index) => ({...one(status), id: `request-${index}`}));
    };
    show(first);
    const pauses: number[] = [];
    const end = await watch({
      order: () => order,
      look: async () => show(script(pauses.length)),
      wait: async (ms) => {
        pauses.push(ms / 1000);
        vi.setSystemTime(Date.now() + ms);
      },
      stopped: () => false,
      expectsMore,
    });
    return {end, pauses};
  } finally {
    vi.useRealTimers();
  }
}

test('settled requests are not looked at again', async () => {
  expect(await run(['fulfilled', 'failed'], () => [])).toEqual({end: 'settled', pauses: []});
});

test('looks at ever longer pauses, and stops after some minutes without news', async () => {
  const {end, pauses} = await run(['queued'], () => ['queued']);
  expect(end).toBe('paused');
  expect(pauses[0]).toBe(2);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  const minutes = pauses.reduce((sum, pause) => sum + pause, 0) / 60;
  expect(minutes).toBeGreaterThan(5);
  expect(minutes).toBeLessThan(10);
});

test('news make it look often again, until the request is settled', async () => {
  const {end, pauses} = await run(['queued'], (look) => [look < 6 ? 'queued' : look < 8 ? 'sending' : 'fulfilled']);
  expect(end).toBe('settled');
  expect(pauses).toEqual([2, 2, 2, 3, 3, 5, 2, 2]);
});

test('waits for requests that are still to come, and then for what becomes of them', async () => {
  const {end, pauses} = await run([], (look) => (look < 3 ? [] : look < 5 ? ['queued'] : ['fulfilled']), true);
  expect(end).toBe('settled');
  expect(pauses).toHaveLength(5);
  expect((await run([], () => [], true)).end).toBe('paused');
});

test('news without end are not followed without end', async () => {
  const {end, pauses} = await run(['queued'], (look) => [look % 2 ? 'sending' : 'queued']);
  expect(end).toBe('paused');
  expect(pauses).toHaveLength(100);
});
