/** The fetch that leads to the sandbox where it is set, and nowhere else then. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import {outsideFetch} from '../../../core/shopify/rewrite.ts';
import {startScripted, type Scripted} from './scripted.ts';

let server: Scripted;
beforeAll(async () => {
  server = await startScripted();
});
afterAll(() => server.close());

it('sends what is meant for a shop to the origin, with the shop in a header', async () => {
  const fetch = outsideFetch({SHOPIFY_API_ORIGIN: server.url});
  const init = {method: 'POST', body: '{"a":1}', headers: {'X-Mine': 'kept'}};
  const target = 'https://a-shop.myshopify.com/admin/oauth/access_token?x=1';
  server.play({body: {}});
  for (const input of [target, new URL(target)]) await fetch(input, init);
  await fetch(new Request(target, init));
  expect(server.seen).toHaveLength(3);
  for (const seen of server.seen) {
    expect(seen).toMatchObject({
      url: '/admin/oauth/access_token?x=1',
      headers: {'x-sandbox-shop': 'a-shop.myshopify.com', 'x-mine': 'kept'},
      body: {a: 1},
    });
  }
});

it('refuses a host that is no shop, so that nothing slips past the sandbox', () => {
  const fetch = outsideFetch({SHOPIFY_API_ORIGIN: server.url});
  expect(() => fetch('https://api.example.com/')).toThrow('not a shop');
});

it('is the plain fetch where no origin is set', () => {
  expect(outsideFetch({})).toBe(fetch);
});
