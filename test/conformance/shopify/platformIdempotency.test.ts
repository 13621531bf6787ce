/** `@idempotent(key:)` (reference §3): required where Shopify's text says so, remembered for 24 hours. */
import {afterEach, beforeEach, expect, it} from 'vitest';
import {shop, startTiny, type Tiny} from './platformKit.ts';

let clock: number;
let sandbox: Tiny;
let token: string;

beforeEach(async () => {
  clock = Date.parse('2026-07-15T12:00:00Z');
  sandbox = await startTiny({now: () => new Date(clock)});
  token = await sandbox.install();
});
afterEach(() => sandbox.close());

const activate = (key: string | null, available = 1, as = token) =>
  sandbox.graphql(
    as,
    `mutation ($available: Int${key === null ? '' : ', $key: String!'}) {
      inventoryActivate(inventoryItemId: "gid://shopify/InventoryItem/1", locationId: "gid://shopify/Location/1", available: $available)
      ${key === null ? '' : '@idempotent(key: $key)'} {inventoryLevel {id} userErrors {message}}
    }`,
    key === null ? {available} : {available, key},
  );
const level = (answer: {data?: Record<string, unknown> | null}): unknown => answer.data?.['inventoryActivate'];
const effects = async (): Promise<unknown[]> => {
  const {body} = await sandbox.control('POST', `orders?shop=${shop}`, {});
  return (body as {effects: unknown[]}).effects;
};

it('is required: without it HTTP 200, null, BAD_REQUEST, and nothing happens', async () => {
  const answer = await activate(null);
  expect(answer).toMatchObject({
    status: 200,
    data: {inventoryActivate: null},
    errors: [
      {
        message: 'The @idempotent directive is required for this mutation but was not provided.',
        path: ['inventoryActivate'],
        extensions: {code: 'BAD_REQUEST'},
      },
    ],
  });
  expect(await effects()).toEqual([]);
});

const cancel = (directive: string) =>
  sandbox.graphql(
    token,
    `mutation {fulfillmentOrderCancel(id: "gid://shopify/FulfillmentOrder/1") ${directive} {userErrors {message}}}`,
  );

it('is not required of fulfillment mutations, and not supported there', async () => {
  expect((await cancel('')).errors).toBeUndefined();
  expect((await cancel('@idempotent(key: "a")')).errors?.[0]?.extensions).toEqual({code: 'BAD_REQUEST'});
});

it('answers the same key with the first result, and does it once', async () => {
  const first = await activate('key-1');
  const again = await activate('key-1');
  expect(level(first)).toEqual({inventoryLevel: {id: 'gid://shopify/InventoryLevel/1'}, userErrors: []});
  expect(level(again)).toEqual(level(first));
  expect(await effects()).toHaveLength(1);
  expect(level(await activate('key-2'))).not.toEqual(level(first));
});

it('refuses the same key for other parameters', async () => {
  await activate('key-1', 1);
  const answer = await activate('key-1', 2);
  expect(answer.errors?.[0]?.extensions).toEqual({code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH'});
  expect(await effects()).toHaveLength(1);
});

const set = (quantity: number) =>
  sandbox.graphql(
    token,
    `mutation ($input: InventorySetQuantitiesInput!) {inventorySetQuantities(input: $input) @idempotent(key: "k") {
        inventoryAdjustmentGroup {id} userErrors {code message}}}`,
    {
      input: {
        name: 'available',
        reason: 'other',
        quantities: [
          {
            inventoryItemId: 'gid://shopify/InventoryItem/1',
            locationId: 'gid://shopify/Location/1',
            quantity,
            changeFromQuantity: null,
          },
        ],
      },
    },
  );

it('tells it as a user error where the payload has the code', async () => {
  expect((await set(1)).errors).toBeUndefined();
  const answer = await set(2);
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toEqual({
    inventorySetQuantities: {
      inventoryAdjustmentGroup: null,
      userErrors: [
        {
          code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
          message: 'The same idempotency key cannot be used with different operation parameters.',
        },
      ],
    },
  });
});

it('wants a new key after an attempt that failed', async () => {
  expect((await activate('key-1', 13)).errors?.[0]?.extensions).toEqual({code: 'INTERNAL_SERVER_ERROR'});
  expect((await activate('key-1', 13)).errors?.[0]?.extensions).toEqual({code: 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED'});
});

it('refuses an empty key', async () => {
  expect((await activate('  ')).errors?.[0]?.extensions).toEqual({code: 'BAD_REQUEST'});
});

it('remembers a key for 24 hours, per shop and app', async () => {
  await activate('key-1');
  const {accessToken} = await sandbox.tokens();
  await activate('key-1', 1, accessToken);
  expect(await effects()).toHaveLength(2);
  clock += 59 * 60_000;
  await activate('key-1');
  expect(await effects()).toHaveLength(2);
  clock += 24 * 60 * 60_000;
  token = await sandbox.install();
  await activate('key-1');
  expect(await effects()).toHaveLength(3);
});
