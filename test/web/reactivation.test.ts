/** A removed service comes back over the API: what it had is shown for review, and stocked there again by a job. */
import {ObjectId} from 'mongodb';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {runAssignments} from '../../core/assignments/job/run.ts';
import {removalItems, removals, type StoredRemoval, type StoredRemovalItem} from '../../core/removals/store.ts';
import {listServices} from '../../core/services/list.ts';
import {operation} from '../../core/shopify/operation.ts';
import type {
  AssignmentJob,
  FormerAssignments,
  FulfillmentRequest,
  ReactivationAnswer,
  Service,
  VariantAssignment,
} from '../../core/wire.ts';
import {numericId} from '../../core/ids.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());

const pathOf = ({id}: Service, query = '') => `/api/services/${id}/reactivation${query}`;
const former = (service: Service, query = '') => shop.client.api<FormerAssignments>('GET', pathOf(service, query));
const reactivate = (service: Service, body: object = {}) =>
  shop.client.api<ReactivationAnswer>('POST', pathOf(service), body);

const deleteService = operation<unknown, {id: string}>(
  'mutation Delete($id: ID!) { fulfillmentServiceDelete(id: $id, inventoryAction: DELETE) { userErrors { message } } }',
);

/** Deleted in Shopify, past the app. */
async function remove({shopifyId}: Service): Promise<void> {
  await shop.ctx.admin(shop.shop).run(deleteService, {id: shopifyId ?? ''});
  await listServices(shop.ctx, shop.shop);
}

interface Product {
  id: string;
  variants: {id: string; inventoryItemId: string}[];
}

async function product(title: string, variants: number): Promise<Product> {
  const answer = await shop.outside.control<{product: Product}>('products', {
    title,
    variants: Array.from({length: variants}, (_, at) => ({
      title: `V${at + 1}`,
      sku: `${title}-${at + 1}`,
      price: '1',
      tracked: false,
    })),
  });
  return answer.product;
}

const assign = (productId: string, assignments: {variantId: string; serviceId: string | null}[]) =>
  shop.client.api('PUT', `/api/products/${numericId(productId)}/assignments`, {assignments});

/** What the removal of a service leaves behind of what it had. */
async function leave(service: Service, items: {variantId: string; inventoryItemId: string; title: string}[]) {
  const removalId = new ObjectId();
  const common = {shop: shop.shop, serviceId: service.id};
  const document: Partial<StoredRemoval> = {...common, _id: removalId, status: 'done', open: false};
  await removals(shop.ctx.db).insertOne(document as StoredRemoval);
  const rows: Partial<StoredRemovalItem>[] = items.map((item) => ({
    ...common,
    ...item,
    _id: new ObjectId(),
    removalId,
    sku: 'OLD',
    units: 7,
    state: 'moved',
  }));
  await removalItems(shop.ctx.db).insertMany(rows as StoredRemovalItem[]);
}

it('offers what it had, with what Shopify shows now, and stocks it there again by a job', async () => {
  const service = await shop.activate({name: 'Had much'});
  const other = await shop.activate();
  const [kept, gone] = [await product('Kept', 2), await product('Gone', 1)];
  const all = [...kept.variants, ...gone.variants];
  await assign(kept.id, [{variantId: kept.variants[1]?.id ?? '', serviceId: other.id}]);
  await leave(
    service,
    all.map(({id, inventoryItemId}, at) => ({variantId: id, inventoryItemId, title: `Old title ${at + 1}`})),
  );
  await remove(service);
  await shop.outside.graphql('mutation ($id: ID!) { productDelete(input: {id: $id}) { userErrors { message } } }', {
    id: gone.id,
  });
  const place = {locationId: expect.stringContaining('Location'), name: expect.any(String)};
  const review = await former(service);
  expect(review).toEqual({
    items: [
      {title: 'Kept – V1', sku: 'Kept-1', exists: true, stockedAt: [{...place, serviceId: null}]},
      {title: 'Kept – V2', sku: 'Kept-2', exists: true, stockedAt: [{...place, serviceId: other.id}]},
      {title: 'Old title 3', sku: 'OLD', exists: false, stockedAt: []},
    ].map((one, at) => ({...one, units: 7, variantId: all[at]?.id})),
    nextCursor: null,
    total: 3,
  });

  const {status, body} = await shop.client.call<ReactivationAnswer>('POST', pathOf(service));
  expect(status).toBe(202);
  expect(body).toMatchObject({service: {id: service.id, status: 'active'}});
  // Offered for review: nothing is stocked there by the reactivation itself. It is still offered afterwards.
  expect(await former(service)).toEqual(review);

  const variantIds = review.items.map(({variantId}) => variantId);
  const {assignmentJob} = await shop.client.api<{assignmentJob: AssignmentJob}>('POST', '/api/assignments', {
    variantIds,
    serviceId: service.id,
  });
  await runAssignments(shop.ctx, shop.shop);
  // A variant that vanished since it was looked at is told, and stops nothing.
  expect(await shop.client.api('GET', `/api/assignments/${assignmentJob.id}`)).toMatchObject({
    assignmentJob: {status: 'done', done: 2, failed: [{variantId: variantIds[2], code: 'variant_not_found'}]},
  });
  const {variants} = await shop.client.api<{variants: VariantAssignment[]}>(
    'GET',
    `/api/products/${numericId(kept.id)}/assignments`,
  );
  expect(variants.map(({serviceId}) => serviceId)).toEqual([service.id, service.id]);
});

it('gives it a page at a time; of a service that the app did not remove nothing is known, and that is said', async () => {
  const service = await shop.activate();
  expect(await former(service)).toMatchObject({items: [], total: 0, remark: {code: 'assignments_unknown'}});
  const many = Array.from({length: 130}, (_, at) => ({
    variantId: `gid://shopify/ProductVariant/${9_000_000 + at}`,
    inventoryItemId: `gid://shopify/InventoryItem/${at}`,
    title: `Gone ${at}`,
  }));
  await leave(service, many);
  const first = await former(service);
  expect(first).toMatchObject({total: 130, nextCursor: expect.any(String)});
  const ids = await shop.client.api<{items: string[]; nextCursor: string | null}>('GET', `${pathOf(service)}/variants`);
  expect(ids).toEqual({items: many.map(({variantId}) => variantId), nextCursor: null});
  const rest = await shop.client.api<{items: string[]}>(
    'GET',
    `${pathOf(service)}/variants?cursor=${first.nextCursor}`,
  );
  expect(rest.items).toEqual(ids.items.slice(100));
  const second = await former(service, `?cursor=${first.nextCursor}`);
  expect(second).toMatchObject({total: 130, nextCursor: null});
  expect([...first.items, ...second.items].map(({variantId}) => variantId)).toEqual(many.map((one) => one.variantId));
  expect(await shop.client.call('GET', pathOf(service, '?cursor=abc'))).toMatchObject({
    status: 422,
    body: {error: {code: 'invalid_input'}},
  });
  expect(await shop.client.call('GET', '/api/services/ffffffffffffffffffffffff/reactivation')).toMatchObject({
    status: 404,
  });
});

it('keeps orders and links through a new name, a removal and a reactivation', async () => {
  const service = await shop.activate({name: 'First name'});
  const order = await shop.order(service.id, [1]);
  const key = {'idempotency-key': 'renamed'};
  const {requests} = await shop.client.api<{requests: FulfillmentRequest[]}>(
    'POST',
    `/api/orders/${numericId(order.id)}/requests`,
    {},
    key,
  );
  const [request] = requests;
  await shop.client.api('PATCH', `/api/services/${service.id}`, {name: 'Second name'});
  // What waited goes out, to the service as it is called now.
  await shop.drain();
  const email = (await shop.outside.inbox()).at(-1);
  expect(email?.To).toBe(service.email);
  const link = /https?:\/\/[^\s"<>]+\/r\/[^\s"<>]+/.exec(email?.TextBody ?? '')?.[0] ?? '';
  const opens = async () => (await fetch(link)).status;
  expect(await opens()).toBe(200);
  expect(await order.read()).toMatchObject({requests: [{id: request?.id, serviceId: service.id, status: 'fulfilled'}]});

  const location = (await shop.client.api<{service: Service}>('GET', `/api/services/${service.id}`)).service.locationId;
  expect(location).toBe(service.locationId);
  await remove(service);
  const {service: again} = await reactivate(service);
  expect(again).toMatchObject({id: service.id, name: 'Second name'});
  expect(await opens()).toBe(200);
  const list = await shop.client.api<{items: FulfillmentRequest[]}>('GET', `/api/requests?serviceId=${service.id}`);
  expect(list.items.map(({id}) => id)).toEqual([request?.id]);
  // And it works: a new order goes to it.
  const next = await shop.order(again.id, [2]);
  await shop.client.api('POST', `/api/orders/${numericId(next.id)}/requests`, {}, {'idempotency-key': 'again'});
  await shop.drain();
  expect(await next.read()).toMatchObject({requests: [{serviceId: service.id, status: 'fulfilled'}]});
});

it('has a worker look at its shipping rates, and says what becomes of them', async () => {
  const service = await shop.activate();
  await remove(service);
  const none = {items: [], joining: false};
  const path = pathOf(service, '/rates');
  expect(await shop.client.api('GET', path)).toEqual(none);
  expect(await shop.client.call('POST', path, {})).toMatchObject({
    status: 409,
    body: {error: {code: 'service_not_active'}},
  });
  const looks = () => shop.enqueued.filter(({job}) => job === 'remove').length;
  const before = looks();
  await reactivate(service);
  expect(looks()).toBe(before + 1);
  expect(await shop.client.call('POST', path, {})).toMatchObject({status: 202, body: none});
  expect(looks()).toBe(before + 2);
});
