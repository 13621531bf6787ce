/** A service at a glance, its products, and its test email. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import {ObjectId} from 'mongodb';
import {createRequests} from '../../core/requests/create.ts';
import {requests} from '../../core/requests/store.ts';
import type {FulfillmentRequest, Service} from '../../core/wire.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());

let count = 0;
const send = async (orderId: string) => {
  const caller = {idempotencyKey: `glance-${++count}`, by: 'user:1'};
  return (await createRequests(shop.ctx, shop.shop, orderId, {}, caller))[0];
};
const list = () => shop.client.api<{items: Service[]}>('GET', '/api/services');

it('shows what is open, what needs a person, and the last email', async () => {
  const service = await shop.activate();
  const glance = async () => (await list()).items.find(({id}) => id === service.id)?.glance;
  expect(await glance()).toEqual({
    open: 0,
    attention: 0,
    lastEmail: null,
    bounces: 0,
    addresses: [{address: service.email, state: 'unused'}],
    waiting: 0,
  });
  const [first, second, third] = [
    await shop.order(service.id, [1]),
    await shop.order(service.id, [1]),
    await shop.order(service.id, [1]),
  ];
  await send(first.id);
  await shop.drain();
  await send(second.id);
  const failed = await send(third.id);
  await requests(shop.ctx.db).updateOne({_id: new ObjectId(failed?.id)}, {$set: {status: 'failed', open: false}});
  expect(await glance()).toEqual({
    open: 1,
    attention: 1,
    lastEmail: {at: expect.stringMatching(/Z$/), orderName: first.name, delivery: 'accepted'},
    bounces: 0,
    addresses: [{address: service.email, state: 'accepted'}],
    waiting: 0,
  });
  expect(await shop.client.api('GET', `/api/services/${service.id}`)).toMatchObject({service: {glance: {open: 1}}});
  const {items} = await shop.client.api<{items: FulfillmentRequest[]}>('GET', '/api/requests?attention=true');
  expect(items.map(({id}) => id)).toEqual([failed?.id]);
  expect(await shop.client.call('GET', '/api/requests?attention=perhaps')).toMatchObject({status: 422});
});

it('lists the products, a page at a time', async () => {
  const service = await shop.activate();
  await shop.order(service.id, [1, 1]);
  const path = `/api/services/${service.id}/products`;
  const page = await shop.client.api<{items: {title: string; variants: unknown[]}[]; nextCursor: null}>('GET', path);
  expect(page).toEqual({
    items: [1, 2].map(() => ({
      productId: expect.stringContaining('gid://shopify/Product/'),
      title: expect.stringContaining('Product'),
      variants: [
        {id: expect.stringContaining('ProductVariant'), title: 'Red', sku: expect.any(String), available: null},
      ],
    })),
    nextCursor: null,
  });
  const variants = Array.from({length: 130}, (_, at) => ({
    title: `V${at}`,
    sku: `V${at}`,
    price: '1',
    inventory: [{locationId: service.locationId, available: at}],
  }));
  await shop.outside.control('products', {title: 'Many', variants});
  const seen: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const next: {items: {title: string; variants: unknown[]}[]; nextCursor: string | null} = await shop.client.api(
      'GET',
      `${path}?cursor=${encodeURIComponent(cursor)}`,
    );
    seen.push(...next.items.flatMap((one) => one.variants));
    cursor = next.nextCursor;
  }
  expect(seen).toHaveLength(132);
  expect(seen).toContainEqual({id: expect.any(String), title: 'V7', sku: 'V7', available: 7});
  expect(await shop.client.call('GET', `/api/services/${'0'.repeat(24)}/products`)).toMatchObject({status: 404});
});

it('sends a test email in the language of the service, to each address, and not without end', async () => {
  const service = await shop.activate({locale: 'th', showPrices: true, additionalEmails: ['two@warehouse.example']});
  const path = `/api/services/${service.id}/test-email`;
  const {status, body} = await shop.client.call<{messageId: string}>('POST', path);
  expect(status).toBe(202);
  const inbox = (await shop.outside.inbox()).filter(({Subject}) => Subject.startsWith('ทดสอบ'));
  expect(new Set(inbox.map(({To}) => To))).toEqual(new Set(['two@warehouse.example', service.email]));
  expect(inbox).toHaveLength(2);
  const email = inbox.find(({MessageID}) => MessageID === body.messageId);
  expect(email?.To).toBe(service.email);
  expect(email?.Subject).toMatch(/^ทดสอบ/);
  expect(email?.TextBody).toContain('โปรดอย่าจัดส่งสินค้า');
  const more = [];
  for (let at = 0; at < 5; at++) more.push((await shop.client.call('POST', path)).status);
  expect(more).toEqual([202, 202, 202, 202, 429]);
  expect(await shop.client.call('POST', `/api/services/${'0'.repeat(24)}/test-email`)).toMatchObject({status: 404});
});

it('says why a test email could not be sent', async () => {
  const service = await shop.activate({email: 'HardBounce@bounce-testing.postmarkapp.com'});
  const path = `/api/services/${service.id}/test-email`;
  await shop.client.call('POST', path);
  expect(await shop.client.call('POST', path)).toMatchObject({
    status: 422,
    body: {error: {code: 'email_recipient_inactive'}},
  });
});
