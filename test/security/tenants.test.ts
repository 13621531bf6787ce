/** Two shops: with the token of one, no address of the API reads or changes anything of the other, whichever ids are given to it. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {errorTable} from '../../core/errors.ts';
import {numericId} from '../../core/ids.ts';
import type {AssignmentJob} from '../../core/wire.ts';
import {callAs, requestsIn, sell, type Sale} from '../web/support/merchant.ts';
import {failureOf, startWeb, type CallOptions, type Reply, type Web} from '../web/support/web.ts';
import {addressesOf, type Address} from './support/addresses.ts';

const shop = 'a-shop.myshopify.com';
/** It has nothing: Shopify's numbers begin anew in each shop of the sandbox. */
const stranger = 'b-shop.myshopify.com';

let web: Web;
let all: Address[];
let sale: Sale;
let locationId: string;
/** By the word before it in an address. */
let ids: Record<string, string>;

beforeAll(async () => {
  web = await startWeb();
  all = addressesOf(web.app).filter(({path}) => path.startsWith('/api/'));
  sale = await sell(web, 'Warehouse of A', shop);
  const request = requestsIn(
    await callAs(web, shop, `/api/orders/${sale.orderNumber}/requests`, {
      body: {lines: [{fulfillmentOrderLineItemId: sale.lineId, quantity: 1}]},
      headers: {'Idempotency-Key': 'first'},
    }),
  )[0];
  const begun = await callAs(web, shop, '/api/assignments', {
    body: {productIds: [sale.productId], serviceId: sale.service.id},
  });
  ids = {
    services: sale.service.id,
    requests: request?.id ?? '',
    orders: sale.orderNumber,
    products: numericId(sale.productId),
    assignments: (begun.json as {assignmentJob: AssignmentJob}).assignmentJob.id,
  };
  // Under way for good: no worker runs here.
  const {location} = (await web.sandbox('locations', {name: 'Barn'}, shop)) as {location: {id: string}};
  locationId = location.id;
  const removal = await callAs(web, shop, `/api/services/${sale.service.id}/removal`, {
    body: {destination: {locationId}},
  });
  if (removal.status !== 202) throw new Error(`No removal: ${removal.text}`);
  // From here on the stranger's session is there.
  await callAs(web, stranger, '/api/requests');
});
afterAll(() => web.close());

/** What makes a call complete, where it takes more than an id: with it the ids are looked at at all. */
const bodies = (): Record<string, object> => ({
  'PATCH /api/services/:id': {name: 'Taken over'},
  'POST /api/services/:id/removal': {destination: {locationId}},
  'PUT /api/products/:id/assignments': {assignments: [{variantId: sale.variantId, serviceId: null}]},
});

/** Addresses without an id of their own that are no lists: the tests below call them with ids in their bodies. */
const bodyOnly = ['POST /api/services', 'POST /api/assignments', 'POST /api/requests'];

const nameOf = ({method, path}: Address) => `${method} ${path}`;

function callOf(address: Address): [path: string, options: CallOptions] {
  const path = address.path.replaceAll(/\/(\w+)\/:\w+/g, (_all, noun: string) => {
    const id = ids[noun];
    if (!id) throw new Error(`${nameOf(address)}: this test makes nothing under "${noun}" yet: make one in beforeAll.`);
    return `/${noun}/${id}`;
  });
  const headers = {'Idempotency-Key': `tenant ${nameOf(address)}`.replaceAll(/[^\w]/g, '-')};
  const body = address.method === 'GET' ? {} : {body: bodies()[nameOf(address)] ?? {}};
  return [path, {method: address.method, headers, ...body}];
}

const isMutation = ({document}: {document: string}) => /^\s*(#graphql\s+)?mutation/.test(document);

/** All there is of the shops in the database, but for what the stranger's own record says of its shop, and what was written at Shopify. */
async function standing() {
  const {shops = [], ...documents} = await web.everything();
  const logs = await Promise.all([shop, stranger].map((one) => web.sandbox('log', undefined, one)));
  return {
    documents: {...documents, shops: (shops as {_id: string}[]).filter(({_id}) => _id !== stranger)},
    looks: [...web.looks],
    mutations: (logs.flat() as {document: string}[]).filter(isMutation).length,
  };
}

/** Whether the thing is not there; an address that is not there is another matter. */
function isRefused(reply: Reply): boolean {
  if (reply.status !== 404) return false;
  const {code, message} = failureOf(reply);
  return /(^|_)not_found$/.test(code) && message !== errorTable.not_found.message;
}

test('no address that names a thing of one shop opens it to another', async () => {
  const before = await standing();
  const named = all.filter(({path}) => path.includes(':'));
  expect(named.length).toBeGreaterThan(15);
  const opened: string[] = [];
  for (const address of named) {
    const [path, options] = callOf(address);
    const reply = await callAs(web, stranger, path, options);
    if (!isRefused(reply)) opened.push(`${nameOf(address)}: ${reply.status} ${reply.text.slice(0, 300)}`);
  }
  expect(opened).toEqual([]);
  expect(await standing()).toEqual(before);
});

test('no list shows anything of another shop', async () => {
  const lists = all.filter(({path, method}) => method === 'GET' && !path.includes(':'));
  expect(lists.map(nameOf)).toEqual(expect.arrayContaining(['GET /api/services', 'GET /api/requests']));
  const filters = [
    '',
    `?serviceId=${ids['services']}`,
    `?orderId=${ids['orders']}`,
    `?cursor=${'f'.repeat(24)}`,
    `?shop=${shop}`,
    `?shop[$ne]=x&serviceId[$ne]=x&orderId[$gt]=`,
  ];
  for (const {path} of lists) {
    for (const filter of filters) {
      const {text} = await callAs(web, stranger, path + filter);
      for (const own of ['Warehouse of A', ids['services'], ids['requests'], shop]) expect(text).not.toContain(own);
    }
  }
});

describe('what has no id in its address', () => {
  test('is known to this test', () => {
    const known = all.filter((address) => !address.path.includes(':') && address.method !== 'GET').map(nameOf);
    expect(known.toSorted()).toEqual(bodyOnly.toSorted());
  });

  test('takes no ids of another shop in its body', async () => {
    const own = await sell(web, 'Depot of B', stranger);
    const barn = (await web.sandbox('locations', {name: 'Barn of B'}, stranger)) as {location: {id: string}};
    const before = await standing();
    const as = (path: string, body: object, method = 'POST') =>
      callAs(web, stranger, path, {method, body, headers: {'Idempotency-Key': path.replaceAll('/', '-')}});
    const foreign = {serviceId: sale.service.id};
    const refused: Reply[] = [
      await as('/api/assignments', {productIds: [own.productId], ...foreign}),
      await as('/api/assignments', {variantIds: [own.variantId], ...foreign}),
      await as(
        `/api/products/${numericId(own.productId)}/assignments`,
        {assignments: [{variantId: own.variantId, ...foreign}]},
        'PUT',
      ),
      await callAs(web, stranger, `/api/orders/${own.orderNumber}/packing-slips?serviceId=${sale.service.id}`),
      await as(`/api/orders/${own.orderNumber}/packing-slip-link`, {serviceIds: [sale.service.id]}),
      await as(`/api/services/${own.service.id}/removal`, {destination: foreign}),
      await as(`/api/services/${own.service.id}/removal`, {
        destination: {locationId: barn.location.id},
        exceptions: [{variantId: own.variantId, destination: foreign}],
      }),
    ];
    expect(refused.filter((reply) => !isRefused(reply)).map(({status, text}) => `${status} ${text}`)).toEqual([]);
    // An order that is not there is passed over, in a whole list of them.
    const far = `9${sale.orderNumber}`;
    const many = await as('/api/requests', {orderIds: [far]});
    expect(many.json).toMatchObject({accepted: [], skipped: [{orderId: expect.stringContaining(far)}]});
    const after = await standing();
    // The list keeps its key, so that it gives the same answer again.
    const but = (one: Awaited<ReturnType<typeof standing>>) => ({
      ...one,
      documents: {...one.documents, idempotency: []},
    });
    expect(but(after)).toEqual(but(before));
  });
});

test('the same calls with the shop’s own token find what they are about', async () => {
  const lost: string[] = [];
  // Removing last: what is gone cannot be asked for.
  const inOrder = all.toSorted(
    (a, b) => Number(/removal|DELETE/.test(nameOf(a))) - Number(/removal|DELETE/.test(nameOf(b))),
  );
  for (const address of inOrder.filter(({path}) => path.includes(':'))) {
    const [path, options] = callOf(address);
    const reply = await callAs(web, shop, path, options);
    if (reply.status < 400) continue;
    const {status, code} = failureOf(reply);
    if (status === 401 || status === 404) lost.push(`${nameOf(address)}: ${code}`);
  }
  expect(lost).toEqual([]);
});
