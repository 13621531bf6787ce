/** An address that is changed in Shopify after the email: by its webhook the service is told, answers on its page, and the merchant sees it. */
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import {notices} from '../../core/notices/store.ts';
import {requests} from '../../core/requests/store.ts';
import {webhooks} from '../../core/webhooks/store.ts';
import {numericId} from '../../core/ids.ts';
import type {FulfillmentRequest} from '../../core/wire.ts';
import {createRequests} from '../../core/requests/create.ts';
import {address, type TestOrder} from '../support/world.ts';
import {until} from '../support/sandboxClient.ts';
import {deskOver, hasty, type Desk} from '../core/requests/support/desk.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';
import {webhookHeaders} from './support/signed.ts';

let shop: ShopWithWeb;
let desk: Desk;
beforeAll(async () => {
  shop = await createShop(hasty);
  desk = await deskOver(shop);
});
afterAll(() => shop.close());
beforeEach(() => desk.clear());

const elsewhere = {address1: 'Vasagatan 12', city: 'Göteborg', zip: '411 24'};
const isTold = ({addressChange}: FulfillmentRequest) => addressChange?.status === 'sent';

/** A request whose service was told of another address, and the link in the email that says so. */
async function told(locale = 'en') {
  const service = await shop.activate({locale});
  const order = await shop.order(service.id, [2, 1]);
  const request = await desk.ask(order);
  await shop.drain();
  await desk.readdress(order, elsewhere);
  await desk.comes(request, 'the change', isTold);
  const [first, email] = await shop.outside.inbox();
  return {order, request, url: linkIn(email?.TextBody), earlier: linkIn(first?.TextBody)};
}
const linkIn = (text = '') => /http:\/\/127\.0\.0\.1:\d+\/r\/[\w.-]+/.exec(text)?.[0] ?? '';
const page = async (url: string, fields?: Record<string, string>) => {
  const response = await fetch(url, fields ? {method: 'POST', body: new URLSearchParams(fields)} : {});
  return {status: response.status, text: await response.text(), url: response.url};
};
const noticeIn = (text: string) => /name="notice" value="([0-9a-f]{24})"/.exec(text)?.[1] ?? '';
const attention = async () =>
  (await shop.client.api<{items: FulfillmentRequest[]}>('GET', '/api/requests?attention=true')).items;

test('the page shows the new address by either email’s link, and takes the word that it goes there', async () => {
  const {order, request, url, earlier} = await told();
  for (const link of [url, earlier]) {
    const shown = await page(link);
    expect(shown.text).toContain('Do not use the address in the earlier email.');
    expect(shown.text).toContain('Vasagatan 12');
    expect(shown.text).not.toContain('Storgatan');
  }
  const after = await page(url, {action: 'readdressed', notice: noticeIn((await page(url)).text)});
  expect(after).toMatchObject({status: 200, url});
  expect(after.text).toContain('You answered on');
  expect(after.text).not.toContain('value="readdressed"');
  expect(await desk.now(request)).toMatchObject({addressChange: {acknowledged: {kind: 'readdressed'}}});
  expect(await attention()).toEqual([]);
  // The next change is asked about anew.
  await desk.readdress(order, {address1: 'Skeppsbron 3'});
  await until('the next change', async () => (await shop.drain(), (await desk.changes()).length === 2));
  expect(noticeIn((await page(url)).text)).not.toBe('');
  expect(await desk.now(request)).toMatchObject({addressChange: {acknowledged: null}});
});

test('that it was shipped already is put before the merchant, until that is seen to', async () => {
  const {request, url} = await told('th');
  const shown = await page(url);
  expect(shown.text).toContain('ห้ามใช้ที่อยู่ในอีเมลก่อนหน้า');
  await page(url, {action: 'shipped', notice: noticeIn(shown.text)});
  expect(await attention()).toMatchObject([{id: request.id, addressChange: {acknowledged: {kind: 'shipped'}}}]);
  await shop.client.api('POST', `/api/requests/${request.id}/dismiss`);
  expect(await attention()).toEqual([]);
});

test('an answer is taken for its own kind and its own request alone', async () => {
  const [one, other] = [await told(), (await desk.clear(), await told())];
  const own = noticeIn((await page(one.url)).text);
  expect(await page(one.url, {action: 'stopped', notice: own})).toMatchObject({status: 404});
  const foreign = noticeIn((await page(other.url)).text);
  expect(await page(one.url, {action: 'readdressed', notice: foreign})).toMatchObject({status: 404});
  for (const {request} of [one, other]) {
    expect(await desk.now(request)).toMatchObject({addressChange: {acknowledged: null}});
  }
});

test('one that comes back is put before the merchant, until the request is sent once more', async () => {
  const {request} = await told();
  const messageId = (await shop.outside.inbox()).at(-1)?.MessageID;
  await shop.outside.postmark('events', {messageId, type: 'HardBounce'});
  await until('the bounce', async () => (await attention()).length > 0);
  expect(await desk.now(request)).toMatchObject({addressChange: {delivery: {status: 'bounced'}}});
  // As a merchant does who has put the block right.
  const to = (await shop.outside.inbox()).at(-1)?.To;
  await shop.client.api('POST', `/api/services/${request.serviceId}/addresses/reactivation`, {address: to});
  await shop.client.api('POST', `/api/requests/${request.id}/resend`);
  await desk.comes(request, 'the request once more', ({addressChange}) => addressChange === undefined);
  expect(await attention()).toEqual([]);
});

test('one that nobody can take fails at once, for all to see', async () => {
  const service = await shop.activate();
  const order = await shop.order(service.id, [1]);
  const request = await desk.ask(order);
  await shop.drain();
  const messageId = (await shop.outside.inbox()).at(-1)?.MessageID;
  await shop.outside.postmark('events', {messageId, type: 'HardBounce'});
  await until('the bounce', async () => (await desk.now(request)).delivery?.status === 'bounced');
  const sent = (await shop.outside.inbox()).length;
  await desk.readdress(order, elsewhere);
  await desk.comes(request, 'the failure', ({addressChange}) => addressChange?.status === 'failed');
  expect(await desk.now(request)).toMatchObject({addressChange: {failure: {code: 'email_address_blocked'}}});
  expect((await shop.outside.inbox()).length).toBe(sent);
  expect((await attention()).map(({id}) => id)).toContain(request.id);
});

/** A tag, as a merchant or an app sets one. */
const tag = ({id}: {id: string}) =>
  shop.outside.graphql('mutation ($i: OrderInput!) { orderUpdate(input: $i) { order { id } } }', {
    i: {id, tags: ['vip']},
  });
const recorded = () => webhooks(shop.ctx.db).countDocuments({topic: 'orders/updated'});

test('what changes of orders that are of no concern is not even written down', async () => {
  const [concerned, unconcerned] = [await told(), await shop.order(null, [1])];
  const before = await recorded();
  await tag(unconcerned);
  await tag(concerned.order);
  await until('the webhook', async () => (await recorded()) > before);
  await shop.idle();
  expect(await recorded()).toBe(before + 1);
  expect(await webhooks(shop.ctx.db).countDocuments({ids: unconcerned.id})).toBe(0);
});

test('once a customer is erased, nothing of the address is kept, and no change of it told', async () => {
  const {order} = await told();
  const other = await told();
  // Shopify names all orders of a customer, however many.
  const orders = [...Array.from({length: 300}, (_one, index) => index + 900_000_000), Number(numericId(order.id))];
  const body = JSON.stringify({shop_id: 1, shop_domain: shop.shop, customer: {id: 9}, orders_to_redact: orders});
  const headers = webhookHeaders('customers/redact', body, {shop: shop.shop, secret: shop.config.SHOPIFY_API_SECRET});
  expect((await fetch(`${shop.url}/webhooks/customers/redact`, {method: 'POST', body, headers})).status).toBe(200);
  await shop.idle();
  const kept = async ({id}: TestOrder) => [
    ...(await requests(shop.ctx.db)
      .find({orderId: id, destination: {$exists: true}})
      .toArray()),
    ...(await notices(shop.ctx.db)
      .find({orderId: id, said: {$exists: true}})
      .toArray()),
  ];
  expect(await kept(order)).toEqual([]);
  expect(await kept(other.order)).toHaveLength(2);
  expect(await webhooks(shop.ctx.db).find({topic: 'customers/redact'}).toArray()).toMatchObject([{ids: []}]);
  const before = await recorded();
  await desk.readdress(order, {address1: 'Redacted'});
  await until('the webhook', async () => (await recorded()) > before);
  await shop.idle();
  await shop.drain();
  expect((await desk.changes()).filter(({TextBody}) => TextBody.includes('Redacted'))).toEqual([]);
});

test('each service of an order is told of its own items', async () => {
  const services = [await shop.activate(), await shop.activate()];
  const variants = await Promise.all(
    services.map(async ({id}) => {
      const order = await shop.order(id, [1]);
      const {order: sold} = await shop.outside.graphql<Sold>(
        'query ($id: ID!) { order(id: $id) { lineItems(first: 1) { nodes { sku variant { id } } } } }',
        {id: order.id},
      );
      return sold.lineItems.nodes[0]!;
    }),
  );
  const lineItems = variants.map(({variant}) => ({variantId: variant.id, quantity: 1}));
  const {order} = await shop.outside.control<{order: {id: string}}>('orders', {lineItems, shippingAddress: address});
  const made = await until('both fulfillment orders', async () => {
    const all = await createRequests(shop.ctx, shop.shop, order.id, {}, {idempotencyKey: order.id, by: 'user:1'}).catch(
      () => [],
    );
    return all.length === 2 && all;
  });
  await shop.drain();
  await desk.readdress(order, elsewhere);
  for (const request of made) await desk.comes(request, 'the change', isTold);
  for (const [index, {email}] of services.entries()) {
    const own = await desk.changes(email ?? '');
    expect(own).toHaveLength(1);
    expect(own[0]?.TextBody).toContain(variants[index]?.sku);
    expect(own[0]?.TextBody).not.toContain(variants[1 - index]?.sku);
  }
});

interface Sold {
  order: {lineItems: {nodes: {sku: string; variant: {id: string}}[]}};
}
