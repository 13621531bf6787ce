/** The service's page end to end: from the link in its email to the fulfillment in Shopify. */
import {parse, type DefaultTreeAdapterTypes} from 'parse5';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {signLink} from '../../core/links/token.ts';
import {createRequests} from '../../core/requests/create.ts';
import {cancelRequest, resendRequest} from '../../core/requests/actions.ts';
import {answerUrl} from '../../core/requests/answer/link.ts';
import {findRequest} from '../../core/requests/store.ts';
import type {FulfillmentRequest, ServiceInput} from '../../core/wire.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  await fetch(`${shop.postmarkUrl}/sandbox/messages`, {method: 'DELETE'});
});

let count = 0;
/** An order whose request was emailed, and the link in that email. */
async function emailed(input: Partial<ServiceInput> = {}) {
  const service = await shop.activate(input);
  const order = await shop.order(service.id, [2, 1], {note: 'Ring twice'});
  const caller = {idempotencyKey: `respond-${++count}`, by: 'user:1'};
  const [request] = await createRequests(shop.ctx, shop.shop, order.id, {}, caller);
  await shop.drain();
  const email = (await shop.outside.inbox()).find(({To}) => To === service.email);
  const url = /http:\/\/127\.0\.0\.1:\d+\/r\/[\w.-]+/.exec(email?.TextBody ?? '')?.[0] ?? '';
  expect(email?.HtmlBody).toContain(`href="${url}"`);
  return {service, order, url, id: request?.id ?? ''};
}
const read = async (id: string) =>
  (await shop.client.api<{request: FulfillmentRequest}>('GET', `/api/requests/${id}`)).request;
const page = async (url: string, init: RequestInit = {}) => {
  const response = await fetch(url, init);
  return {status: response.status, headers: response.headers, text: await response.text(), url: response.url};
};
/** As a browser sends the form; follows the redirect as it would. */
const answer = async (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
  const done = await page(url, {method: 'POST', body: new URLSearchParams(fields), headers});
  await shop.idle();
  return done;
};
const fulfillments = async (orderId: string) =>
  (
    await shop.outside.graphql<{
      order: {displayFulfillmentStatus: string; fulfillments: {trackingInfo: {number: string; company: string}[]}[]};
    }>(
      'query ($id: ID!) { order(id: $id) { displayFulfillmentStatus fulfillments(first: 9) { trackingInfo { number company } } } }',
      {id: orderId},
    )
  ).order;

describe('a service that is to confirm', () => {
  it('confirms with its tracking number, and the order is fulfilled with it', async () => {
    const {order, url, id} = await emailed({fulfillOn: 'confirmation'});
    expect(await read(id)).toMatchObject({status: 'sent', answer: null});
    const shown = await page(url);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain(order.lines[0]?.sku);
    expect(shown.text).toContain('Storgatan 5');
    expect(shown.text).toContain('Confirm shipment');

    const after = await answer(url, {action: 'confirm', number: ' TRACK 1 ', company: 'PostNord'});
    expect(after).toMatchObject({status: 200, url});
    expect(after.text).toContain('You confirmed this request on');
    expect(after.text).toContain('PostNord TRACK 1');
    expect(shop.enqueued.at(-1)).toEqual({job: 'deliver', of: shop.shop});
    expect(await read(id)).toMatchObject({status: 'confirmed', answer: {kind: 'confirmed', reason: null}});
    await shop.drain();
    expect(await read(id)).toMatchObject({status: 'fulfilled'});
    expect(await fulfillments(order.id)).toEqual({
      displayFulfillmentStatus: 'FULFILLED',
      fulfillments: [{trackingInfo: [{number: 'TRACK 1', company: 'PostNord'}]}],
    });
    const words = (await read(id)).history.map(({event, by}) => `${event} by ${by}`);
    expect(words).toContain('confirmed by service');

    // Mended afterwards: the same fulfillment, another number.
    expect((await page(url)).text).toContain('Save tracking number');
    await answer(url, {action: 'tracking', number: 'TRACK 2'});
    expect((await fulfillments(order.id)).fulfillments).toMatchObject([{trackingInfo: [{number: 'TRACK 2'}]}]);
  });

  it('declines with a reason: the merchant is told, and the items can be sent elsewhere', async () => {
    const {order, url, id} = await emailed({fulfillOn: 'confirmation'});
    const without = await answer(url, {action: 'decline', reason: '  '});
    expect(without.status).toBe(422);
    expect(without.text).toContain('Enter a reason.');
    expect(await read(id)).toMatchObject({status: 'sent'});
    const after = await answer(url, {action: 'decline', reason: 'Out of stock\n<b>until May</b>'});
    expect(after.text).toContain('You declined this request on');
    expect(await read(id)).toMatchObject({
      status: 'declined',
      answer: {kind: 'declined', reason: 'Out of stock\n<b>until May</b>'},
    });
    const {items} = await shop.client.api<{items: {id: string}[]}>('GET', '/api/requests?attention=true');
    expect(items.map((one) => one.id)).toContain(id);
    const {fulfillmentOrders} = await order.read();
    expect(fulfillmentOrders).toMatchObject([{lines: [{requestable: 2}, {requestable: 1}]}]);
    expect((await answer(url, {action: 'confirm'})).text).toContain('You declined');
    expect(await read(id)).toMatchObject({status: 'declined'});
  });

  it('two clicks at once are one answer', async () => {
    const {order, url, id} = await emailed({fulfillOn: 'confirmation'});
    await Promise.all([1, 2, 3].map(() => answer(url, {action: 'confirm', number: 'ONE'})));
    await shop.drain();
    expect((await fulfillments(order.id)).fulfillments).toHaveLength(1);
    expect((await read(id)).history.filter(({event}) => event === 'confirmed')).toHaveLength(1);
  });
});

describe('where the email fulfils', () => {
  it('the tracking number goes to the fulfillment that stands, and a wrong one is mended', async () => {
    const {order, url, id} = await emailed();
    expect(await read(id)).toMatchObject({status: 'fulfilled'});
    expect((await page(url)).text).toContain('add the tracking number when you have it');
    expect((await answer(url, {action: 'confirm', company: 'DHL'})).text).toContain('Enter the tracking number.');
    await answer(url, {action: 'confirm', number: 'A1', company: 'DHL'});
    await answer(url, {action: 'tracking', number: 'A2', company: 'DHL'});
    expect((await fulfillments(order.id)).fulfillments).toMatchObject([
      {trackingInfo: [{number: 'A2', company: 'DHL'}]},
    ]);
    expect(await read(id)).toMatchObject({status: 'fulfilled', answer: {kind: 'confirmed'}});
  });

  it('a decline is a word to the merchant', async () => {
    const {url, id} = await emailed();
    const after = await answer(url, {action: 'decline', reason: 'Broken'});
    expect(after.text).toContain('You declined this request on');
    expect(after.text).toContain('Broken');
    expect(await read(id)).toMatchObject({status: 'fulfilled', answer: {kind: 'declined', reason: 'Broken'}});
    const {items} = await shop.client.api<{items: {id: string}[]}>('GET', '/api/requests?attention=true');
    expect(items.map((one) => one.id)).toContain(id);
  });

  it('nothing is said to be saved that Shopify did not take', async () => {
    const {url, id} = await emailed();
    await shop.outside.control('faults', {operation: 'FulfillmentTrackingUpdate', kind: 'error', rate: 1});
    const failed = await answer(url, {action: 'confirm', number: 'A1'});
    expect(failed.status).toBe(503);
    expect(failed.text).toContain('Try again in a minute');
    expect(await read(id)).toMatchObject({answer: null});
    await fetch(`${shop.shopifyUrl}/sandbox/faults?shop=${shop.shop}`, {method: 'DELETE'});
    expect((await answer(url, {action: 'confirm', number: 'A1'})).text).toContain('You confirmed');
  });
});

describe('the page', () => {
  it('changes nothing by being opened, by whatever opens it', async () => {
    const {url, id} = await emailed({fulfillOn: 'confirmation'});
    const before = await findRequest(shop.ctx.db, shop.shop, id);
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT']) {
      await page(`${url}?action=confirm&number=1`, {method});
    }
    expect(await findRequest(shop.ctx.db, shop.shop, id)).toEqual(before);
  });

  it('keeps itself to itself, and runs nothing', async () => {
    const {url} = await emailed();
    const {headers, text} = await page(url);
    expect(headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(text).not.toMatch(/<script/i);
  });

  it('takes no answer that another site sends', async () => {
    const {url, id} = await emailed({fulfillOn: 'confirmation'});
    for (const headers of [{origin: 'https://evil.example'}, {'sec-fetch-site': 'cross-site'}, {origin: 'null'}]) {
      expect((await answer(url, {action: 'confirm'}, headers)).status).toBe(403);
    }
    expect(await read(id)).toMatchObject({answer: null});
    const own = {origin: shop.url, 'sec-fetch-site': 'same-origin'};
    expect((await answer(url, {action: 'confirm'}, own)).status).toBe(200);
  });

  it('is in the language of the service, each field with its label', async () => {
    const {url} = await emailed({locale: 'th', fulfillOn: 'confirmation'});
    const {text} = await page(url);
    expect(text).toContain('<html lang="th"');
    expect(text).toContain('ยืนยันการจัดส่ง');
    const fields = elements(parse(text)).filter(({tagName}) => tagName === 'input' || tagName === 'textarea');
    expect(fields).toHaveLength(3);
    for (const field of fields) expect(field.parentNode).toMatchObject({tagName: 'label'});
    const forms = elements(parse(text)).filter(({tagName}) => tagName === 'form');
    expect(forms.map(({attrs}) => attrs.map(({name, value}) => `${name}=${value}`))).toEqual([
      ['method=post'],
      ['method=post'],
    ]);
  });

  it('is gone for links that are wrong, run out, of another purpose, or of another shop', async () => {
    const {url, id} = await emailed();
    const token = url.split('/').at(-1) ?? '';
    const {config} = shop;
    const later = new Date(Date.now() + 60_000);
    const wrong = [
      `${token.slice(0, -2)}xx`,
      'x',
      signLink(config, 'packing slips', {shop: shop.shop, request: id}, later),
      signLink({SHOPIFY_API_SECRET: 'another secret'}, 'answer', {shop: shop.shop, request: id}, later),
      signLink(config, 'answer', {shop: 'another.myshopify.com', request: id}, later),
    ];
    for (const one of wrong) expect((await page(`${shop.url}/r/${one}`)).status).toBe(404);
    const over = signLink(config, 'answer', {shop: shop.shop, request: id}, new Date(Date.now() - 1000));
    const expired = await page(`${shop.url}/r/${over}`, {headers: {'accept-language': 'de'}});
    expect(expired.status).toBe(410);
    expect(expired.text).toContain('Dieser Link ist abgelaufen');
    expect((await answer(`${shop.url}/r/${over}`, {action: 'confirm'})).status).toBe(410);
    expect((await page(`${shop.url}/r/preview`)).text).toContain('This is a preview.');
  });

  it('says so when the request is cancelled, and while it is sent once more', async () => {
    const service = await shop.activate();
    const order = await shop.order(service.id, [1]);
    const caller = {idempotencyKey: `respond-${++count}`, by: 'user:1'};
    const [request] = await createRequests(shop.ctx, shop.shop, order.id, {}, caller);
    const stored = await findRequest(shop.ctx.db, shop.shop, request?.id ?? '');
    const url = answerUrl(shop.config, stored);
    await cancelRequest(shop.ctx, shop.shop, request?.id ?? '', 'user:1');
    expect((await page(url)).text).toContain('This request was cancelled. Do not ship it.');
    const other = await emailed();
    await resendRequest(shop.ctx, shop.shop, other.id, 'user:1');
    expect((await page(other.url)).text).toContain('being changed at the moment');
    expect((await answer(other.url, {action: 'confirm'})).url).toContain('notice=answerTooLate');
    await shop.drain();
    expect((await page(other.url)).text).toContain('Confirm shipment');
  });
});

type Element = DefaultTreeAdapterTypes.Element;
function elements(node: DefaultTreeAdapterTypes.Node): Element[] {
  const own = 'tagName' in node ? [node] : [];
  return 'childNodes' in node ? [...own, ...node.childNodes.flatMap(elements)] : own;
}
