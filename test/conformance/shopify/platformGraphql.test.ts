/** What Shopify's API does around every operation: errors, cost, throttling, ids, limits, idempotency. */
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
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

const run = (query: string, variables: unknown = {}) => sandbox.graphql(token, query, variables);
const effects = async (): Promise<unknown> => (await sandbox.control('POST', `orders?shop=${shop}`, {})).body;

const post = (path: string, body: string) =>
  fetch(`${sandbox.url}${path}`, {method: 'POST', headers: {'x-shopify-access-token': token}, body});

describe('answers and errors', () => {
  it('answers from the parent’s properties and functions, in Shopify’s types', async () => {
    const answer = await run('{order(id: "gid://shopify/Order/7") {id name tags} locations(first: 1) {nodes {name}}}');
    expect(answer.data).toEqual({
      order: {id: 'gid://shopify/Order/7', name: '#1001', tags: ['a', 'b']},
      locations: {nodes: [{name: 'Main'}]},
    });
  });

  it('invents nothing: what is not simulated is an error that names the field', async () => {
    const answer = await run('{order(id: "gid://shopify/Order/7") {note} product(id: "gid://shopify/Product/1") {id}}');
    expect(answer.errors?.map((error) => error.message).toSorted()).toEqual([
      'sandbox: Order.note is not simulated',
      'sandbox: QueryRoot.product is not simulated',
    ]);
  });

  it('words validation errors as Shopify does, with code and path, as HTTP 200', async () => {
    const answer = await run('query Look {orders(first: 1, status: 2) {nodes {id nope}} shop}');
    expect(answer.status).toBe(200);
    expect(answer).not.toHaveProperty('data');
    expect(answer.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          message: "Field 'nope' doesn't exist on type 'Order'",
          path: ['query Look', 'orders', 'nodes', 'nope'],
          extensions: {code: 'undefinedField', typeName: 'Order', fieldName: 'nope'},
        }),
        expect.objectContaining({
          message: "Field 'orders' doesn't accept argument 'status'",
          extensions: {code: 'argumentNotAccepted', name: 'orders', typeName: 'Field', argumentName: 'status'},
        }),
        expect.objectContaining({extensions: expect.objectContaining({code: 'selectionMismatch'}) as unknown}),
      ]),
    );
  });

  it('answers INVALID_VARIABLE with the place of the problem', async () => {
    const query =
      'mutation ($input: InventorySetQuantitiesInput!) {inventorySetQuantities(input: $input) @idempotent(key: "a") {userErrors {code}}}';
    const answer = await run(query, {
      input: {name: 'available', reason: 'other', quantities: [], ignoreCompareQuantity: true},
    });
    expect(answer.errors?.[0]).toMatchObject({
      message:
        'Variable $input of type InventorySetQuantitiesInput! was provided invalid value for ignoreCompareQuantity (Field is not defined on InventorySetQuantitiesInput)',
      extensions: {code: 'INVALID_VARIABLE', problems: [{path: ['ignoreCompareQuantity']}]},
    });
  });

  it('answers malformed JSON with 400, a body without a query with 400, another API version with 404', async () => {
    expect((await post('/admin/api/2026-07/graphql.json', '{"query": ')).status).toBe(400);
    expect((await post('/admin/api/2026-07/graphql.json', '{}')).status).toBe(400);
    const old = await post('/admin/api/2024-01/graphql.json', '{"query": "{shop {name}}"}');
    expect(old.status).toBe(404);
    expect(await old.text()).toContain('2026-07');
  });

  it('lets any page read every answer (CORS)', async () => {
    const preflight = await fetch(`${sandbox.url}/admin/api/2026-07/graphql.json`, {method: 'OPTIONS'});
    expect(preflight.status).toBe(204);
    const health = await fetch(`${sandbox.url}/healthz`);
    expect(health.status).toBe(200);
    for (const response of [preflight, health]) expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

const cancel = 'mutation ($id: ID!) {fulfillmentOrderCancel(id: $id) {userErrors {message}}}';

describe('ids (reference §2) and limits (reference §9)', () => {
  it.each(['gid://shopify/FulfillmentOrder/0', 'gid://shopify/Product/1', 'gid://shopify/FulfillmentOrder/%'])(
    'refuses a mutation with %s',
    async (id) => {
      const answer = await run(cancel, {id});
      expect(answer.errors?.[0]).toMatchObject({
        message: `Invalid id: ${id}`,
        path: ['fulfillmentOrderCancel'],
        extensions: {code: 'RESOURCE_NOT_FOUND'},
      });
      expect(answer.data).toEqual({fulfillmentOrderCancel: null});
      expect(await effects()).toEqual({effects: []});
    },
  );

  it('says "invalid id" for fulfillmentCreate, also deep inside its input', async () => {
    const query =
      'mutation ($input: FulfillmentInput!) {fulfillmentCreate(fulfillment: $input) {userErrors {message}}}';
    const input = {lineItemsByFulfillmentOrder: [{fulfillmentOrderId: 'gid://shopify/FulfillmentOrder/0'}]};
    const answer = await run(query, {input});
    expect(answer.errors?.[0]).toMatchObject({message: 'invalid id', extensions: {code: 'RESOURCE_NOT_FOUND'}});
  });

  it('refuses a text that is no global id before anything runs', async () => {
    const variable = await run('query ($id: ID!) {order(id: $id) {id}}', {id: '1001'});
    expect(variable).not.toHaveProperty('data');
    expect(variable.errors?.[0]).toMatchObject({
      message: expect.stringContaining('Variable $id of type ID! was provided invalid value') as unknown,
      extensions: {code: 'INVALID_VARIABLE', problems: [{explanation: "Invalid global id '1001'"}]},
    });
    const literal = await run('query Look {order(id: "1001") {id}}');
    expect(literal.errors?.[0]).toMatchObject({
      message: "Invalid global id '1001'",
      path: ['query Look', 'order', 'id'],
      extensions: {code: 'argumentLiteralsIncompatible', typeName: 'CoercionError'},
    });
  });

  it('takes 250 items in a list and refuses 251', async () => {
    const ids = Array.from({length: 251}, (_each, at) => `gid://shopify/Order/${at + 1}`);
    const query = 'query ($ids: [ID!]!) {nodes(ids: $ids) {id}}';
    const answer = await run(query, {ids});
    expect(answer.errors?.[0]).toMatchObject({
      message: 'The input array size of 251 is greater than the maximum allowed of 250.',
      path: ['nodes', 'ids'],
      extensions: {code: 'MAX_INPUT_SIZE_EXCEEDED'},
    });
    const fewer = await run(query, {ids: ids.slice(1)});
    expect(fewer.errors?.[0]?.message).toBe('sandbox: QueryRoot.nodes is not simulated');
  });
});

const cost = async (query: string, variables: unknown = {}): Promise<number | undefined> =>
  (await run(query, variables)).extensions?.cost.requestedQueryCost;

describe('cost and throttling (reference §9, measured on Shopify’s answers)', () => {
  it.each([
    ['{shop {name}}', 1],
    ['{orders(first: 1) {nodes {id}}}', 3],
    ['{orders(first: 5) {nodes {id}}}', 5],
    ['{orders(first: 10) {nodes {id}}}', 6],
    ['{orders(first: 100) {edges {cursor node {id}} pageInfo {hasNextPage}}}', 11],
    ['{orders(first: 250) {nodes {id}}}', 13],
    ['{orders(first: 10) {nodes {id totalPriceSet {shopMoney {amount}} shippingAddress {zip}}}}', 10],
    ['{order(id: "gid://shopify/Order/7") {lineItems(first: 250) {nodes {id variant {id}}}}}', 1 + 2 + 11 * 2],
    ['{a: order(id: "gid://shopify/Order/7") {id} ... @skip(if: true) {shop {name}}}', 1],
    [
      '{node(id: "gid://shopify/Order/7") {... on Order {lineItems(first: 5) {nodes {id}}} ... on Product {id}}}',
      1 + 5,
    ],
    [
      'mutation {fulfillmentOrderCancel(id: "gid://shopify/FulfillmentOrder/1") {fulfillmentOrder {id} userErrors {field}}}',
      10,
    ],
  ])('%s costs %i', async (query, expected) => {
    expect(await cost(query)).toBe(expected);
  });

  it('resolves variables', async () => {
    expect(await cost('query ($n: Int!) {orders(first: $n) {nodes {id}}}', {n: 50})).toBe(9);
    expect(await cost('query ($n: Int = 250) {orders(first: $n) {nodes {id}}}')).toBe(13);
  });

  it('takes the requested cost, gives back what was not used, and fills by the second', async () => {
    await sandbox.control('POST', `plan?shop=${shop}`, {restoreRate: 10, maximumAvailable: 100});
    const query = '{orders(first: 250) {nodes {id}}}';
    const first = await run(query);
    expect(first.extensions?.cost).toEqual({
      requestedQueryCost: 13,
      actualQueryCost: 3,
      throttleStatus: {maximumAvailable: 100, currentlyAvailable: 97, restoreRate: 10},
    });
    for (let call = 0; call < 29; call += 1) await run(query);
    const throttled = await run(query);
    expect(throttled).toMatchObject({
      status: 200,
      errors: [{message: 'Throttled', extensions: {code: 'THROTTLED'}}],
      extensions: {cost: {requestedQueryCost: 13, actualQueryCost: null}},
    });
    expect(throttled).not.toHaveProperty('data');
    // Shopify: wait (requested - currentlyAvailable) / restoreRate.
    const {requestedQueryCost, throttleStatus} = throttled.extensions!.cost;
    clock += ((requestedQueryCost - throttleStatus.currentlyAvailable) / throttleStatus.restoreRate) * 1000;
    expect((await run(query)).data).toBeDefined();
  });

  it('keeps a bucket per shop and app', async () => {
    await sandbox.control('POST', `plan?shop=${shop}`, {restoreRate: 1, maximumAvailable: 3});
    const query = '{orders(first: 1) {nodes {id}}}';
    expect((await run(query)).errors).toBeUndefined();
    expect((await run(query)).errors?.[0]?.message).toBe('Throttled');
    const {accessToken} = await sandbox.tokens();
    expect((await sandbox.graphql(accessToken, query)).errors).toBeUndefined();
    const other = await sandbox.install('other.myshopify.com');
    expect((await sandbox.graphql(other, query)).extensions?.cost.throttleStatus.maximumAvailable).toBe(2000);
  });

  it('refuses a call above 1000 before it runs', async () => {
    const inner = 'lineItems(first: 250) {nodes {id variant {id product {id}}}}';
    const answer = await run(`{orders(first: 250) {nodes {a: ${inner} b: ${inner} c: ${inner}}}}`);
    expect(answer.errors?.[0]?.extensions).toMatchObject({code: 'MAX_COST_EXCEEDED', maxCost: 1000});
    expect(answer).not.toHaveProperty('data');
  });
});
