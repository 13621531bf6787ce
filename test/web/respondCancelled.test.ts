/** The service's page of a request that was taken back: what not to ship, and whether that came in time. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {createRequests} from '../../core/requests/create.ts';
import type {FulfillmentRequest} from '../../core/wire.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());

let count = 0;
/** A request that was sent and taken back, and the link in the email that says so. */
async function cancelled(locale = 'en') {
  await fetch(`${shop.postmarkUrl}/sandbox/messages`, {method: 'DELETE'});
  const service = await shop.activate({fulfillOn: 'confirmation', locale});
  const order = await shop.order(service.id, [2, 1]);
  const caller = {idempotencyKey: `cancelled-${++count}`, by: 'user:1'};
  const [request] = await createRequests(shop.ctx, shop.shop, order.id, {}, caller);
  await shop.drain();
  const id = request?.id ?? '';
  const answer = await shop.client.api<{request: FulfillmentRequest}>('POST', `/api/requests/${id}/cancel`);
  expect(answer.request).toMatchObject({status: 'sent', cancellation: {status: 'pending'}});
  expect(shop.enqueued.at(-1)).toEqual({job: 'deliver', of: shop.shop});
  const early = await page(linkIn((await shop.outside.inbox())[0]?.TextBody));
  await shop.drain();
  const email = (await shop.outside.inbox())[1];
  return {order, id, early, url: linkIn(email?.TextBody)};
}
const linkIn = (text = '') => /http:\/\/127\.0\.0\.1:\d+\/r\/[\w.-]+/.exec(text)?.[0] ?? '';
const page = async (url: string, fields?: Record<string, string>) => {
  const response = await fetch(url, fields ? {method: 'POST', body: new URLSearchParams(fields)} : {});
  return {status: response.status, text: await response.text(), url: response.url};
};
const read = async (id: string) =>
  (await shop.client.api<{request: FulfillmentRequest}>('GET', `/api/requests/${id}`)).request;
const noticeIn = (text: string) => /name="notice" value="([0-9a-f]{24})"/.exec(text)?.[1] ?? '';

test('says what not to ship, from the moment it is cancelled, and takes the word that it was stopped', async () => {
  const {order, id, early, url} = await cancelled();
  expect(early.text).toContain('This request was cancelled. Do not ship it.');
  expect(early.text).not.toContain('Confirm shipment');
  const shown = await page(url);
  expect(shown.status).toBe(200);
  for (const {sku} of order.lines) expect(shown.text).toContain(sku);
  expect(shown.text).not.toMatch(/Anna|Larsson|Storgatan/);

  const after = await page(url, {action: 'stopped', notice: noticeIn(shown.text)});
  expect(after).toMatchObject({status: 200, url});
  expect(after.text).toContain('You answered on');
  expect(after.text).not.toContain('<form');
  expect(await read(id)).toMatchObject({cancellation: {acknowledged: {kind: 'stopped'}}});
});

test('takes the word that it was shipped already, and puts it before the merchant', async () => {
  const {id, url} = await cancelled('th');
  const shown = await page(url);
  expect(shown.text).toContain('ห้ามจัดส่ง');
  await page(url, {action: 'shipped', notice: noticeIn(shown.text)});
  const {items} = await shop.client.api<{items: FulfillmentRequest[]}>('GET', '/api/requests?attention=true');
  expect(items).toMatchObject([{id, cancellation: {acknowledged: {kind: 'shipped'}}}]);
  await shop.client.api('POST', `/api/requests/${id}/dismiss`);
  expect(await shop.client.api('GET', '/api/requests?attention=true')).toMatchObject({items: []});
});

test('takes no word on another request, nor one that is none', async () => {
  const [one, other] = [await cancelled(), await cancelled()];
  const foreign = noticeIn((await page(other.url)).text);
  expect(await page(one.url, {action: 'shipped', notice: foreign})).toMatchObject({status: 404});
  expect(await page(one.url, {action: 'shipped', notice: '{"$ne":1}'})).toMatchObject({status: 422});
  expect(await page(one.url, {action: 'shipped'})).toMatchObject({status: 422});
  for (const {id} of [one, other]) expect(await read(id)).toMatchObject({cancellation: {acknowledged: null}});
});
