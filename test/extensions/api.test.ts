/** The extensions' calls to the app: every outcome is a value. */
import {afterEach, expect, test, vi} from 'vitest';
import {numericId, ordersApi} from '../../extensions/shared/api.ts';
import {createKeys} from '../../extensions/shared/keys.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('an answer that does not come within 20 s counts as lost', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', () => new Promise(() => {}));
  const answer = ordersApi.fulfillment('gid://shopify/Order/7');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await answer).toEqual({ok: false, problem: {code: 'no_answer', message: null, retryable: true}});
});

test.each([
  ['gid://shopify/Order/7', '7'],
  ['gid://shopify/FulfillmentService/12?id=true', '12'],
  ['7', '7'],
])('the number in %s is %s', (gid, number) => {
  expect(numericId(gid)).toBe(number);
});

test('a key lasts as long as its outcome is open, and no longer', () => {
  let made = 0;
  const keys = createKeys(() => `key-${++made}`);
  expect([keys.for({a: 1}), keys.for({a: 2}), keys.for({a: 1})]).toEqual(['key-1', 'key-2', 'key-1']);
  keys.settle({a: 1});
  expect([keys.for({a: 1}), keys.for({a: 2})]).toEqual(['key-3', 'key-2']);
});

test('keys are random', () => {
  const keys = Array.from({length: 100}, () => createKeys().for({}));
  expect(new Set(keys).size).toBe(100);
});
