// Bulk operations (rules §10): uploads, runs, results, limits.
import {describe, expect, it} from 'vitest';
import {begin, ended, read, rowsAt, run, stage, upload} from './bulkKit.ts';
import {at, list, newShop, text, useShopify, type TestShop} from './domainKit.ts';

useShopify();

const toggle = `mutation Stock($item: ID!, $updates: [InventoryBulkToggleActivationInput!]!) {
  inventoryBulkToggleActivation(inventoryItemId: $item, inventoryItemUpdates: $updates) {
    inventoryItem { id } userErrors { field message code } } }`;

const adjust = `mutation Adjust($input: InventoryAdjustQuantitiesInput!, $key: String!) {
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { userErrors { field message code } } }`;

/** A shop with a service and products at the shop's own location. */
async function stocked(count: number) {
  const shop = await newShop();
  const home = text(await shop.merchant('{ location { id } }'), 'location.id');
  const {locationId} = await shop.service('Warehouse');
  const variants = Array.from({length: count}, (_each, index) => ({
    sku: `S${index}`,
    title: `V${index}`,
    inventory: [{locationId: home, available: 10}],
  }));
  const items = (await shop.product(...variants)).map(({itemId}) => itemId);
  const rows = items.map((item) => ({item, updates: [{locationId, activate: true}]}));
  return {shop, home, locationId, items, rows};
}

async function errorsOf(shop: TestShop, mutation: string, path = 'none') {
  return at(await run(shop, mutation, path), 'userErrors');
}

describe('a bulk mutation', () => {
  it('is CREATED with counts "0", then runs each row and tells its result by line number', async () => {
    const {shop, locationId, items, rows} = await stocked(3);
    const target = await stage(shop);
    expect(target.key).toMatch(/^tmp\/.+\/bulk\/[0-9a-f-]{36}\/rows\.jsonl$/);
    const lines = [...rows, {item: 'gid://shopify/InventoryItem/1', updates: []}];
    expect((await upload(target, lines.map((row) => JSON.stringify(row)).join('\n'))).status).toBe(201);

    const payload = await run(shop, toggle, target.key, 'removal-of-a-service');
    expect(payload).toMatchObject({
      userErrors: [],
      bulkOperation: {status: 'CREATED', type: 'MUTATION', objectCount: '0', rootObjectCount: '0', query: toggle},
    });
    const done = await ended(shop, text(payload, 'bulkOperation.id'));
    expect(done).toMatchObject({status: 'COMPLETED', errorCode: null, objectCount: '4', partialDataUrl: null});
    const found = await rowsAt(text(done, 'url'));
    expect(found).toHaveLength(4);
    expect(found[1]).toEqual({
      data: {inventoryBulkToggleActivation: {inventoryItem: {id: items[1]}, userErrors: []}},
      __lineNumber: 1,
    });
    // A row's failure does not fail the job.
    expect(at(found[3], 'data.inventoryBulkToggleActivation.userErrors.0.code')).toBe('INVENTORY_ITEM_NOT_FOUND');
    for (const item of items) expect(await shop.stock(item, locationId)).toEqual([0, 0, 0]);
    expect(at(await shop.app('{ currentBulkOperation(type: MUTATION) { id } }'), 'currentBulkOperation.id')).toBe(
      at(done, 'id'),
    );
    expect(
      list(
        await shop.app('{ bulkOperations(first: 5, query: "status:completed") { nodes { id } } }'),
        'bulkOperations.nodes',
      ),
    ).toHaveLength(1);
  });

  it('takes an idempotency key per row, and draws nothing from the bucket for its rows', async () => {
    const {shop, home, items} = await stocked(2);
    await shop.control('plan', {maximumAvailable: 60, restoreRate: 1});
    const change = (item: string | undefined) => ({
      input: {
        name: 'available',
        reason: 'correction',
        changes: [{inventoryItemId: item, locationId: home, delta: 5, changeFromQuantity: null}],
      },
    });
    const lines = [
      {...change(items[0]), key: 'a'},
      {...change(items[0]), key: 'a'},
      {...change(items[1]), key: 'b'},
      ...Array.from({length: 20}, (_each, index) => ({...change(items[1]), key: `more-${index}`})),
    ];
    const done = await ended(shop, await begin(shop, adjust, lines));
    expect(done).toMatchObject({status: 'COMPLETED', objectCount: '23'});
    expect(await shop.stock(items[0] ?? '', home)).toEqual([15, 0, 15]);
    expect(await shop.stock(items[1] ?? '', home)).toEqual([115, 0, 115]);
  });

  it('tells a row that cannot be run as an error of that row', async () => {
    const {shop, rows} = await stocked(1);
    const target = await stage(shop);
    await upload(target, `not json\n{"item":5}\n${JSON.stringify(rows[0])}\n`);
    const done = await ended(shop, text(await run(shop, toggle, target.key), 'bulkOperation.id'));
    const found = await rowsAt(text(done, 'url'));
    expect(at(found[0], 'errors.0.message')).toContain('JSON');
    expect(at(found[1], 'errors.0.extensions.code')).toBe('INVALID_VARIABLE');
    expect(at(found[2], 'data.inventoryBulkToggleActivation.userErrors')).toEqual([]);
  });

  it('lets other calls through while it runs, and stops when it is cancelled: what was done stays', async () => {
    const {shop, rows} = await stocked(40);
    await shop.control('plan', {bulkRowsPerSecond: 40});
    const id = await begin(shop, toggle, rows);
    await expect.poll(async () => Number(at(await read(shop, id), 'objectCount')), {interval: 5}).toBeGreaterThan(1);
    expect(at(await read(shop, id), 'status')).toBe('RUNNING');
    const cancelled = await shop.app(
      'mutation($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }',
      {id},
    );
    expect(at(cancelled, 'bulkOperationCancel')).toEqual({bulkOperation: {status: 'CANCELING'}, userErrors: []});
    const done = await ended(shop, id);
    expect(done).toMatchObject({status: 'CANCELED', completedAt: null});
    const count = Number(at(done, 'objectCount'));
    expect(count).toBeLessThan(40);
    expect(await rowsAt(text(done, 'url'))).toHaveLength(count);
    const again = await shop.app('mutation($id: ID!) { bulkOperationCancel(id: $id) { userErrors { message } } }', {
      id,
    });
    expect(text(again, 'bulkOperationCancel.userErrors.0.message')).toContain('canceled');
  });

  it('says no to a sixth at once, naming the five', async () => {
    const {shop, rows} = await stocked(1);
    await shop.control('plan', {bulkRowsPerSecond: 0.001});
    // A tenth of a row at first: none of them ends.
    const ids: string[] = [];
    const many = [...rows, ...rows, ...rows];
    for (let index = 0; index < 5; index += 1) ids.push(await begin(shop, toggle, many));
    const target = await stage(shop);
    await upload(target, JSON.stringify(rows[0]));
    expect(at(await run(shop, toggle, target.key), 'userErrors')).toEqual([
      {
        field: null,
        code: 'OPERATION_IN_PROGRESS',
        message: `A bulk mutation operation for this app and shop is already in progress: ${ids.join(', ')}.`,
      },
    ]);
    // Shopify: what is wrong with the file comes first.
    expect(text(at(await errorsOf(shop, toggle), '0'), 'code')).toBe('NO_SUCH_FILE');
  });

  it('fails as a whole where the app lacks the scope', async () => {
    const {shop} = await stocked(1);
    const mutation = 'mutation($id: ID!) { orderClose(input: {id: $id}) { userErrors { message } } }';
    const done = await ended(shop, await begin(shop, mutation, [{id: 'gid://shopify/Order/1'}]));
    expect(done).toMatchObject({status: 'FAILED', errorCode: 'ACCESS_DENIED', url: null, partialDataUrl: null});
  });
});

describe('what cannot be run in bulk', () => {
  it.each([
    ['mutation { not closed', {field: null, code: 'INVALID_MUTATION', message: 'Failed to parse the mutation - '}],
    ['{ shop { id } }', {field: null, code: 'INVALID_MUTATION', message: 'Invalid operation type.'}],
    [
      `mutation($id: ID!) { a: fulfillmentOrderCancel(id: $id) { userErrors { message } } b: fulfillmentOrderCancel(id: $id) { userErrors { message } } }`,
      {field: ['mutation'], code: null, message: 'You must specify a single top level mutation.'},
    ],
    [
      'mutation($id: ID!) { bulkOperationCancel(id: $id) { userErrors { message } } }',
      {field: ['mutation'], code: null, message: 'You must use an allowed mutation name.'},
    ],
    [
      `mutation($id: ID!) { fulfillmentOrderCancel(id: $id) { fulfillmentOrder { lineItems(first: 1) { nodes { id } } merchantRequests(first: 1) { nodes { id } } } } }`,
      {field: ['mutation'], code: null, message: 'Bulk mutations cannot contain more than 1 connection.'},
    ],
    [toggle, {field: null, code: 'NO_SUCH_FILE', message: 'The JSONL file could not be found.'}],
  ])('%s', async (mutation, {message, ...error}) => {
    const shop = await newShop();
    const errors = await errorsOf(shop, mutation);
    expect(errors).toMatchObject([error]);
    expect(text(errors, '0.message')).toContain(message);
  });

  it('is a file that is empty, that another shop uploaded, or with a name too short', async () => {
    const shop = await newShop();
    const target = await stage(shop);
    expect((await upload(target, '')).status).toBe(400);
    expect((await upload(target, '\n')).status).toBe(201);
    expect(at(await run(shop, toggle, target.key), 'userErrors')).toEqual([
      {field: null, message: 'The input file is empty.', code: 'INVALID_STAGED_UPLOAD_FILE'},
    ]);
    expect(at(await run(await newShop(), toggle, target.key), 'userErrors.0.code')).toBe('NO_SUCH_FILE');
    expect(at(await run(shop, toggle, target.key, 'short'), 'userErrors.0')).toEqual({
      field: ['clientIdentifier'],
      message: 'is too short (minimum is 10 characters)',
      code: 'INVALID_MUTATION',
    });
  });

  it('is an upload without the parameters that Shopify gave', async () => {
    const target = await stage(await newShop());
    const without = {...target, parameters: target.parameters.filter(({name}) => name !== 'x-goog-signature')};
    expect((await upload(without, '{}')).status).toBe(403);
  });
});

describe('faults in bulk', () => {
  it('strike rows: an error in the row, no line, or the effect without its line', async () => {
    const {shop, locationId, items, rows} = await stocked(9);
    for (const kind of ['error', 'timeoutBefore', 'timeoutAfter']) {
      await shop.control('faults', {
        operation: 'inventoryBulkToggleActivation',
        kind,
        rate: 0.3,
        seed: 7 + kind.length,
      });
    }
    const done = await ended(shop, await begin(shop, toggle, rows));
    expect(done).toMatchObject({status: 'COMPLETED', objectCount: '9'});
    const found = await rowsAt(text(done, 'url'));
    const isStocked = async (item: string) =>
      at(
        await shop.merchant(
          'query($id: ID!, $at: ID!) { inventoryItem(id: $id) { inventoryLevel(locationId: $at) { id } } }',
          {id: item, at: locationId},
        ),
        'inventoryItem.inventoryLevel',
      ) !== null;
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const row = found[index];
      const told = row === undefined ? 'missing' : 'errors' in Object(row) ? 'error' : 'fine';
      seen.add(`${told}, ${(await isStocked(item)) ? 'done' : 'not done'}`);
    }
    expect(seen).toContain('fine, done');
    expect(seen).not.toContain('fine, not done');
    expect([...seen].filter((each) => each.endsWith('not done'))).not.toHaveLength(0);
    expect([...seen].filter((each) => /^(missing|error), done/.test(each))).not.toHaveLength(0);
  });

  it('fail a whole job half way, with what was done in partialDataUrl', async () => {
    const {shop, rows} = await stocked(6);
    await shop.control('faults', {operation: 'bulkJob', kind: 'error', rate: 1, times: 1});
    const done = await ended(shop, await begin(shop, toggle, rows));
    expect(done).toMatchObject({status: 'FAILED', errorCode: 'INTERNAL_SERVER_ERROR', objectCount: '3', url: null});
    expect(await rowsAt(text(done, 'partialDataUrl'))).toHaveLength(3);
  });
});
