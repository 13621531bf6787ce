/** What the API is given is data: no operator of a database, no prototype of ours, no header, no HTML comes of it. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {sell, type Sale} from '../web/support/merchant.ts';
import {startWeb, type Web} from '../web/support/web.ts';
import {addressesOf, type Address} from './support/addresses.ts';

let web: Web;
let api: Address[];
let sale: Sale;
beforeAll(async () => {
  web = await startWeb();
  sale = await sell(web, 'Warehouse');
  api = addressesOf(web.app).filter(({path}) => path.startsWith('/api/'));
});
afterAll(() => web.close());

const headers = {'Idempotency-Key': 'injection'};
const operator = {$gt: ''};

test('an operator in place of an id finds nothing', async () => {
  const before = await web.everything();
  const found: string[] = [];
  for (const {method, path} of api.filter((address) => address.path.includes(':'))) {
    for (const id of [
      '{"$gt":""}',
      '[$ne]',
      '$where',
      '[object Object]',
      '.*',
      '__proto__',
      'constructor',
      "' || '1'=='1",
    ]) {
      const at = path.replaceAll(/:\w+/g, encodeURIComponent(id));
      const reply = await web.call(at, {method, headers, ...(method === 'GET' ? {} : {body: {}})});
      if (reply.status < 400 || reply.status >= 500) found.push(`${method} ${at}: ${reply.status}`);
    }
  }
  expect(found).toEqual([]);
  expect(await web.everything()).toEqual(before);
});

test('an operator in a body is refused where a text or a number belongs', async () => {
  const before = await web.everything();
  const {orderNumber, service, variantId} = sale;
  const product = sale.productId.split('/').at(-1);
  const calls: [string, string, object][] = [
    ['POST', '/api/services', {name: operator, email: operator}],
    ['POST', '/api/services', {name: 'x', email: 'x@example.com', locale: operator}],
    ['POST', '/api/services', {name: 'x', email: 'x@example.com', additionalEmails: [operator]}],
    ['PATCH', `/api/services/${service.id}`, {status: operator}],
    ['PATCH', `/api/services/${service.id}`, {replyTo: operator}],
    ['PATCH', `/api/services/${service.id}`, {$set: {shop: 'b-shop.myshopify.com'}}],
    ['POST', '/api/assignments', {variantIds: [operator], serviceId: null}],
    ['POST', '/api/assignments', {variantIds: [variantId], serviceId: operator}],
    ['PUT', `/api/products/${product}/assignments`, {assignments: [{variantId, serviceId: operator}]}],
    ['POST', `/api/orders/${orderNumber}/requests`, {lines: [{fulfillmentOrderLineItemId: operator, quantity: 1}]}],
    ['POST', `/api/orders/${orderNumber}/requests`, {lines: operator}],
    ['POST', `/api/orders/${orderNumber}/requests`, {message: operator}],
    ['POST', `/api/orders/${orderNumber}/requests`, {trackingInfo: {number: operator}}],
    ['POST', `/api/orders/${orderNumber}/preview`, {lines: [operator]}],
    ['POST', `/api/orders/${orderNumber}/packing-slip-link`, {serviceIds: [operator]}],
    ['POST', '/api/requests', {orderIds: [operator]}],
    ['POST', '/api/requests', {orderIds: operator}],
  ];
  for (const [method, path, body] of calls) {
    const reply = await web.call(path, {method, body, headers});
    expect({method, path, body, status: reply.status}).toEqual({method, path, body, status: 422});
  }
  expect(await web.everything()).toEqual(before);
});

test('an operator in a query is a name nobody asked for', async () => {
  for (const query of [
    'status[$ne]=x',
    'serviceId[$ne]=x',
    'cursor[$gt]=',
    'orderId[$exists]=true',
    '$where=1',
    '__proto__[x]=1',
  ]) {
    const reply = await web.call(`/api/requests?${query}`);
    expect({query, status: reply.status}).toEqual({query, status: 422});
  }
  for (const query of ['status=x&status=y', 'cursor=x&cursor=y', 'serviceId=a&serviceId=b', 'limit=1&limit=2']) {
    expect((await web.call(`/api/requests?${query}`)).status).toBe(422);
  }
});

describe('a prototype', () => {
  test('of ours is not changed by any address', async () => {
    const texts = [
      '{"__proto__":{"polluted":"yes"}}',
      '{"constructor":{"prototype":{"polluted":"yes"}}}',
      '{"name":"x","email":"x@example","__proto__":{"polluted":"yes"},"settings":{"__proto__":{"polluted":"yes"}}}',
      '{"lines":[{"__proto__":{"polluted":"yes"}}],"trackingInfo":{"constructor":{"prototype":{"polluted":"yes"}}}}',
    ];
    const query = '__proto__[polluted]=yes&constructor[prototype][polluted]=yes&__proto__.polluted=yes';
    for (const {method, path} of addressesOf(web.app)) {
      const at = `${path.replaceAll(/:\w+|\*\w+/g, '65f000000000000000000000')}?${query}`;
      if (method === 'GET') await web.call(at);
      else for (const body of [...texts, query]) await web.call(at, {method, body, headers});
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Reflect.get(Object.prototype, 'polluted')).toBeUndefined();
    expect(Reflect.get(Array.prototype, 'polluted')).toBeUndefined();
    expect(JSON.stringify(await web.everything())).not.toContain('polluted');
  });

  test('is no setting: its keys are refused like any other nobody knows', async () => {
    const body = '{"__proto__":{"showPrices":true},"fulfillOn":"email"}';
    const reply = await web.call(`/api/services/${sale.service.id}`, {method: 'PATCH', body});
    expect([200, 422]).toContain(reply.status);
    const {json} = await web.call(`/api/services/${sale.service.id}`);
    expect(json).toMatchObject({service: {settings: {showPrices: false}}});
  });
});

describe('a line break', () => {
  const breaks = ['\r\nBcc: evil@example.com', '\nX: y', '\r', '\u0000', '\u0085x', '\u001B[31m'];

  test('in a name, an address or a tracking number is refused', async () => {
    for (const text of breaks) {
      for (const body of [
        {name: `Warehouse${text}x`, email: 'w@example.com'},
        {name: 'Warehouse 9', email: `w@example.com${text}`},
        {name: 'Warehouse 9', email: `w@example.com${text}x@example.com`},
        {name: 'Warehouse 9', email: 'w@example.com', replyTo: `r@example.com${text}x`},
        {name: 'Warehouse 9', email: 'w@example.com', additionalEmails: [`a@example.com${text}x`]},
      ]) {
        const reply = await web.call('/api/services', {body});
        // White space at an end is cut off.
        const harmless = reply.status === 201 && !/[\r\n\u0085]/.test(JSON.parse(reply.text).service.email as string);
        expect({body, refused: reply.status === 422 || harmless}).toEqual({body, refused: true});
      }
      const lines = {trackingInfo: {number: `1${text}2`}};
      const reply = await web.call(`/api/orders/${sale.orderNumber}/requests`, {body: lines, headers});
      expect(reply.status).toBe(422);
    }
  });

  test('in an address or a header goes into no header of ours', async () => {
    for (const path of ['/r/x%0d%0aSet-Cookie:%20a=b', '/%0d%0aSet-Cookie:%20a=b', '/?shop=x%0d%0aSet-Cookie:%20a=b']) {
      const reply = await web.call(path, {token: null});
      expect(reply.headers.get('Set-Cookie')).toBeNull();
    }
  });
});
