/** `/api/assignments`: many products at once, as a job with progress; and the product's own assignments over HTTP. */
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {runAssignments, shopsWithAssignments} from '../../core/assignments/job/run.ts';
import {assignmentJobs} from '../../core/assignments/job/store.ts';
import {numericId} from '../../core/ids.ts';
import type {AssignmentJob, VariantAssignment} from '../../core/wire.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
let place: string;
beforeAll(async () => {
  shop = await createShop({OUTSIDE_TIMEOUT_SECONDS: '1'});
  place = (await shop.outside.control<{location: {id: string}}>('locations', {name: 'Own'})).location.id;
});
afterAll(() => shop.close());

interface Product {
  id: string;
  variants: {id: string; inventoryItemId: string}[];
}
async function product(variants: number, at = place): Promise<Product> {
  const list = Array.from({length: variants}, (_, index) => ({
    title: `V${index}`,
    sku: `V${index}`,
    price: '1',
    inventory: [{locationId: at, available: index + 1}],
  }));
  return (await shop.outside.control<{product: Product}>('products', {title: 'Many', variants: list})).product;
}
const begin = (body: object) => shop.client.call<{assignmentJob: AssignmentJob}>('POST', '/api/assignments', body);
const read = async (id: string) =>
  (await shop.client.api<{assignmentJob: AssignmentJob}>('GET', `/api/assignments/${id}`)).assignmentJob;
const refused = async (body: object) => (await begin(body)).body;
const code = (text: string) => ({error: {code: text}});
const run = () => runAssignments(shop.ctx, shop.shop);
const variantsOf = async ({id}: Product) =>
  (await shop.client.api<{variants: VariantAssignment[]}>('GET', `/api/products/${numericId(id)}/assignments`))
    .variants;

describe('many products', () => {
  it('are assigned by a job that shows its progress', async () => {
    const service = await shop.activate();
    const products = [await product(60), await product(1), await product(2)];
    const begun = await begin({
      productIds: products.map(({id}) => numericId(id)),
      serviceId: service.id,
      moveStock: true,
    });
    expect(begun).toMatchObject({
      status: 202,
      body: {assignmentJob: {status: 'queued', total: 63, done: 0, failed: [], finishedAt: null}},
    });
    expect(shop.enqueued.at(-1)).toEqual({job: 'assign', of: shop.shop});
    expect(await shopsWithAssignments(shop.ctx)).toEqual([shop.shop]);
    expect(await run()).toEqual({more: false});
    expect(await read(begun.body.assignmentJob.id)).toMatchObject({
      status: 'done',
      total: 63,
      done: 63,
      finishedAt: expect.stringMatching(/Z$/),
    });
    for (const one of products) {
      const variants = await variantsOf(one);
      expect(new Set(variants.map(({serviceId}) => serviceId))).toEqual(new Set([service.id]));
      expect(variants.map(({stockedAt}) => stockedAt.map(({available}) => available))).toEqual(
        variants.map((_, index) => [index + 1]),
      );
    }
    expect(await shopsWithAssignments(shop.ctx)).toEqual([]);
  });

  it('tell what could not be assigned, and why', async () => {
    const service = await shop.activate();
    const theirs = await shop.outside.graphql<{
      fulfillmentServiceCreate: {fulfillmentService: {location: {id: string}}};
    }>('mutation { fulfillmentServiceCreate(name: "Theirs") { fulfillmentService { location { id } } } }');
    const taken = await product(1, theirs.fulfillmentServiceCreate.fulfillmentService.location.id);
    const good = await product(1);
    const ids = [taken.id, '999999999999', good.id];
    const {body} = await begin({productIds: ids, serviceId: service.id});
    await run();
    const job = await read(body.assignmentJob.id);
    expect(job).toMatchObject({status: 'done', total: 3, done: 1});
    expect(job.failed).toEqual([
      {
        variantId: taken.variants[0]?.id,
        title: 'Many – V0',
        code: 'service_owned_by_other_app',
        message: expect.stringContaining('Theirs'),
      },
      {
        variantId: 'gid://shopify/Product/999999999999',
        title: '',
        code: 'product_not_found',
        message: expect.any(String),
      },
    ]);
    // Who names the variant itself has chosen it.
    const chosen = await begin({variantIds: [taken.variants[0]?.id, '999999999998'], serviceId: service.id});
    await run();
    expect(await read(chosen.body.assignmentJob.id)).toMatchObject({
      total: 2,
      done: 1,
      failed: [{variantId: 'gid://shopify/ProductVariant/999999999998', code: 'variant_not_found'}],
    });
    expect(await variantsOf(taken)).toMatchObject([{serviceId: service.id, otherService: null}]);
  });

  it('can be taken from a service again, and keep where they are besides', async () => {
    const service = await shop.activate();
    const one = await product(3);
    await begin({productIds: [one.id], serviceId: service.id, keepElsewhere: true});
    await run();
    expect((await variantsOf(one)).map(({stockedAt}) => stockedAt.length)).toEqual([2, 2, 2]);
    await begin({productIds: [one.id], serviceId: null});
    await run();
    expect(await variantsOf(one)).toMatchObject([{serviceId: null, stockedAt: [{locationId: place}]}, {}, {}]);
  });

  it('are left alone once the job is cancelled; what is over stays over', async () => {
    const service = await shop.activate();
    const one = await product(1);
    const {body} = await begin({productIds: [one.id], serviceId: service.id});
    const path = `/api/assignments/${body.assignmentJob.id}`;
    expect(await shop.client.call('DELETE', path)).toMatchObject({
      status: 200,
      body: {assignmentJob: {status: 'cancelled'}},
    });
    await run();
    expect(await variantsOf(one)).toMatchObject([{serviceId: null}]);
    const done = (await begin({productIds: [one.id], serviceId: service.id})).body.assignmentJob;
    await run();
    expect(await shop.client.call('DELETE', `/api/assignments/${done.id}`)).toMatchObject({
      body: {assignmentJob: {status: 'done', done: 1}},
    });
    expect(await shop.client.call('GET', `/api/assignments/${'0'.repeat(24)}`)).toMatchObject({status: 404});
  });

  it('wait while Shopify is away, and go on', async () => {
    const service = await shop.activate();
    const one = await product(2);
    const {body} = await begin({productIds: [one.id], serviceId: service.id});
    await shop.outside.control('faults', {operation: 'ProductVariants', kind: 'error', rate: 1});
    await run();
    expect(await read(body.assignmentJob.id)).toMatchObject({status: 'running', done: 0, failed: []});
    await fetch(`${shop.shopifyUrl}/sandbox/faults?shop=${shop.shop}`, {method: 'DELETE'});
    await expect
      .poll(
        async () => {
          await run();
          return (await read(body.assignmentJob.id)).status;
        },
        {timeout: 10_000},
      )
      .toBe('done');
    expect(await variantsOf(one)).toMatchObject([{serviceId: service.id}, {serviceId: service.id}]);
  });

  it('fail one by one where the service is gone', async () => {
    const service = await shop.activate();
    const one = await product(1);
    const {body} = await begin({variantIds: [one.variants[0]?.id], serviceId: service.id});
    await shop.ctx.db.collection('services').updateMany({name: service.name}, {$set: {status: 'removed'}});
    await run();
    expect(await read(body.assignmentJob.id)).toMatchObject({
      status: 'done',
      done: 0,
      failed: [{variantId: one.variants[0]?.id, code: 'service_not_active'}],
    });
  });

  it('must be named, and the service must be ours', async () => {
    const service = await shop.activate();
    expect(await refused({serviceId: service.id})).toMatchObject(code('invalid_input'));
    expect(await refused({productIds: ['1'], variantIds: ['1'], serviceId: null})).toMatchObject(code('invalid_input'));
    expect(await refused({productIds: ['1'], serviceId: 'f'.repeat(24)})).toMatchObject(code('service_not_found'));
    expect(await assignmentJobs(shop.ctx.db).countDocuments({status: 'queued'})).toBe(0);
  });
});

it('one product is assigned with its choices over HTTP', async () => {
  const service = await shop.activate();
  const one = await product(1);
  const assignments = [{variantId: one.variants[0]?.id, serviceId: service.id}];
  const path = `/api/products/${numericId(one.id)}/assignments`;
  const put = await shop.client.call('PUT', path, {assignments, keepElsewhere: true, moveStock: true});
  expect(put).toMatchObject({
    status: 200,
    body: {
      variants: [
        {
          serviceId: service.id,
          stockedAt: [
            {locationId: place, available: 0},
            {locationId: service.locationId, available: 1},
          ],
          otherService: null,
          committed: 0,
          openRequests: 0,
        },
      ],
    },
  });
  expect(await shop.client.call('PUT', path, {assignments, moveStock: 'yes'})).toMatchObject({status: 422});
});
