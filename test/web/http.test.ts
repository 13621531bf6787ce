/** What holds for every address: JSON errors, sizes, methods, CORS, ids, headers. */
import {request} from 'node:http';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {ensureHomeBuilt} from '../../web/home/build.ts';
import {failureOf, startWeb, type Web} from './support/web.ts';

let web: Web;
beforeAll(async () => {
  web = await startWeb();
  // From here on the session is there, and nothing but what is asked for changes.
  await web.call('/api/requests');
});
afterAll(() => web.close());

async function refused(body: object | string | Buffer, headers: Record<string, string> = {}) {
  const before = await web.everything();
  const reply = await web.call('/api/services', {body, headers});
  expect(await web.everything()).toEqual(before);
  expect(web.looks).toEqual([]);
  return failureOf(reply);
}

describe('a body that cannot be used is refused and changes nothing', () => {
  const invalidJson = {
    status: 400,
    code: 'invalid_json',
    message: 'The request is not valid JSON. Send a JSON object.',
  };

  test('no JSON', async () => {
    expect(await refused('{"name": ')).toEqual(invalidJson);
    expect(await refused('name=Warehouse', {'Content-Type': 'application/x-www-form-urlencoded'})).toEqual(invalidJson);
    expect(await refused('<xml/>', {'Content-Type': 'text/xml'})).toEqual(invalidJson);
  });

  test('JSON, but no object', async () => {
    for (const body of ['[]', '"text"', '1', 'null', 'true']) {
      expect(await refused(body)).toEqual({
        status: 422,
        code: 'invalid_input',
        message: 'The request must be a JSON object.',
      });
    }
  });

  test('over 1 MB', async () => {
    const large = JSON.stringify({name: 'x'.repeat(1024 * 1024)});
    expect(await refused(large)).toEqual({
      status: 413,
      code: 'body_too_large',
      message: 'The request is larger than 1 MB. Send less at once.',
    });
  });

  test('over 1 MB, its length not told beforehand', async () => {
    const reply = await new Promise<{status: number | undefined; text: string}>((resolve, reject) => {
      const upload = request(`${web.url}/webhooks/orders/edited`, {method: 'POST'}, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => resolve({status: answer.statusCode, text}));
      });
      upload.on('error', reject);
      for (let sent = 0; sent < 20; sent++) upload.write(Buffer.alloc(100_000, 32));
      upload.end();
    });
    expect(reply.status).toBe(413);
    expect(JSON.parse(reply.text)).toMatchObject({error: {code: 'body_too_large'}});
  });

  test('compressed, or in another encoding', async () => {
    const failure = {status: 400, code: 'invalid_json', message: 'Send the JSON in UTF-8 and uncompressed.'};
    expect(await refused('{}', {'Content-Encoding': 'gzip'})).toEqual(failure);
    expect(await refused('{}', {'Content-Type': 'application/json; charset=latin1'})).toEqual(failure);
  });
});

describe('an address that is not there', () => {
  test.for([
    '/api/nothing',
    '/api/',
    '/nothing',
    '/webhooks',
    '/fulfillment-service',
    '/%E0%A4%A',
    '/api/services/%E0%A4%A',
  ])('%s', async (path) => {
    const reply = await web.call(path);
    expect(failureOf(reply)).toMatchObject({status: 404, code: 'not_found'});
  });

  test('is told from one that does not take the method', async () => {
    const reply = await web.call('/api/services', {method: 'DELETE'});
    expect(failureOf(reply)).toEqual({
      status: 405,
      code: 'method_not_allowed',
      message: 'DELETE is not possible here. Use GET, POST, HEAD, OPTIONS.',
    });
    expect(reply.headers.get('Allow')).toBe('GET, POST, HEAD, OPTIONS');
    for (const [method, path] of [
      ['GET', '/webhooks/app/uninstalled'],
      ['PUT', '/fulfillment-service/fulfillment_order_notification'],
      ['POST', '/healthz'],
      ['POST', '/'],
      ['GET', '/api/requests/65f000000000000000000000/retry'],
    ] as const) {
      const other = await web.call(path, {method});
      expect(failureOf(other)).toMatchObject({status: 405, code: 'method_not_allowed'});
      expect(other.headers.get('Allow')).toMatch(/^(GET, HEAD|POST|POST, OPTIONS)$/);
    }
  });
});

describe('CORS', () => {
  test('lets extensions of any origin ask, without cookies, and keeps the leave for two hours', async () => {
    const preflight = await fetch(`${web.url}/api/orders/1/requests`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://extensions.shopifycdn.com',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(preflight.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    expect(preflight.headers.get('Access-Control-Allow-Methods')).toContain('PATCH');
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toBe(
      'Authorization,Content-Type,Idempotency-Key,X-Request-Id,X-Requested-With',
    );
    expect(preflight.headers.get('Access-Control-Max-Age')).toBe('7200');
  });

  test('is for the API alone', async () => {
    const reply = await web.call('/webhooks/app/uninstalled', {method: 'OPTIONS', token: null});
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });
});

describe('the id of a request', () => {
  test('is given back', async () => {
    const reply = await web.call('/healthz', {headers: {'X-Request-Id': 'my-request-0001'}});
    expect(reply.headers.get('X-Request-Id')).toBe('my-request-0001');
  });

  test.for(['short', 'with spaces in it', 'x'.repeat(200), '<script>alert(1)</script>'])(
    'is made anew in place of "%s"',
    async (id) => {
      const reply = await web.call('/healthz', {headers: {'X-Request-Id': id}});
      expect(reply.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

test('answers say nothing of what they were made with, and are not kept by others', async () => {
  const reply = await web.call('/api/requests');
  expect(reply.headers.get('X-Powered-By')).toBeNull();
  expect(reply.headers.get('Cache-Control')).toBe('no-store');
  expect(reply.headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(reply.headers.get('Content-Security-Policy')).toBe("default-src 'none';frame-ancestors 'none'");
});

describe('the home page', () => {
  const host = Buffer.from('admin.shopify.com/store/a-shop').toString('base64').replaceAll('=', '');

  test('says where the app is found, and is framed by nobody unless Shopify asks', async () => {
    const reply = await web.call('/', {token: null});
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('https://cdn.shopify.com/shopifycloud/app-bridge.js');
    expect(reply.text).toContain('This app works inside of the Shopify admin.');
    expect(reply.headers.get('Content-Security-Policy')).toMatch(/^frame-ancestors 'none'; default-src 'none';/);
  });

  test('is framed by the admin of its shop, with its client', async () => {
    const {script} = await ensureHomeBuilt();
    const reply = await web.call(`/?shop=a-shop.myshopify.com&embedded=1&host=${host}`, {token: null});
    expect(reply.status).toBe(200);
    expect(reply.headers.get('Content-Security-Policy')).toMatch(
      /^frame-ancestors https:\/\/a-shop\.myshopify\.com https:\/\/admin\.shopify\.com; default-src 'none';/,
    );
    expect(reply.headers.get('X-Frame-Options')).toBeNull();
    expect(reply.text).toContain(`<script type="module" src="/home/assets/${script}"></script>`);
    const asset = await web.call(`/home/assets/${script}`, {token: null});
    expect(asset.status).toBe(200);
    expect(asset.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  });

  test('can be opened at each of its addresses, and at no other', async () => {
    for (const path of ['/services/new', '/services/65f000000000000000000000', '/activity', '/activity/1']) {
      const reply = await web.call(`${path}?shop=a-shop.myshopify.com&embedded=1&locale=th`, {token: null});
      expect(reply.status).toBe(200);
      expect(reply.text).toContain('<html lang="th">');
    }
    expect((await web.call('/services', {token: null})).status).toBe(404);
    expect((await web.call('/home/assets/nothing.js', {token: null})).status).toBe(404);
  });

  test('puts nothing of its address into the page but a language', async () => {
    const reply = await web.call('/?shop=a-shop.myshopify.com&embedded=1&locale=%22%3E%3Cscript%3E', {token: null});
    expect(reply.text).toContain('<html lang="en">');
    expect(reply.text).not.toContain('"><script>');
  });

  test('goes into the admin where it was opened outside of it', async () => {
    const reply = await web.call(`/?shop=a-shop.myshopify.com&host=${host}`, {token: null});
    expect(reply.status).toBe(302);
    expect(reply.headers.get('Location')).toBe('https://admin.shopify.com/store/a-shop/apps/test-client-id/');
  });

  test.for(['/?shop=evil.example.com&embedded=1', '/?shop=a-shop.myshopify.com&host=%25%25', '/?shop=a&shop=b&host=c'])(
    'stays where it is for %s',
    async (path) => {
      const reply = await web.call(path, {token: null});
      expect(reply.status).toBe(200);
    },
  );
});
