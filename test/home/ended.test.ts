/** Services that ended past the app, in a real browser: deleted in Shopify, or gone with an uninstall; told, and brought back. */
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {Service} from '../../core/wire.ts';
import {expectAccessible} from '../support/axe.ts';
import {until} from '../support/sandboxClient.ts';
import {createHomeWorld, type HomeWorld, type Opened} from './support/home.ts';
import {activate} from './support/seed.ts';

let world: HomeWorld;
let opened: Opened | undefined;
let gone: Service;

beforeEach(async () => {
  world = await createHomeWorld();
  gone = await activate(world.client, {name: 'Gone Warehouse', email: 'gone@warehouse.example'});
  await activate(world.client, {name: 'Staying Warehouse', email: 'staying@warehouse.example'});
}, 120_000);
afterEach(async () => {
  await opened?.admin.close();
  await world.close();
});

/** Deletes a service as the app itself could: nobody else may. */
async function deleteInShopify(id: string | null): Promise<void> {
  const {shopify, shop, env} = world.sandbox;
  const {sessionToken} = await world.client.tokens();
  const post = async (path: string, body: object, headers: Record<string, string>) => {
    const response = await fetch(`${shopify}${path}`, {
      method: 'POST',
      headers: {'content-type': 'application/json', ...headers},
      body: JSON.stringify(body),
    });
    return (await response.json()) as {access_token?: string; data?: unknown};
  };
  const {access_token: token} = await post(
    '/admin/oauth/access_token',
    {
      client_id: env['SHOPIFY_API_KEY'],
      client_secret: env['SHOPIFY_API_SECRET'],
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: sessionToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
    },
    {'x-sandbox-shop': shop},
  );
  const query =
    'mutation ($id: ID!) { fulfillmentServiceDelete(id: $id, inventoryAction: DELETE) { userErrors { message } } }';
  const headers = {'x-shopify-access-token': token ?? '', 'x-sandbox-shop': shop};
  const {data} = await post('/admin/api/2026-07/graphql.json', {query, variables: {id}}, headers);
  expect(data).toEqual({fulfillmentServiceDelete: {userErrors: []}});
}

const services = async () => (await world.client.api<{items: Service[]}>('GET', '/api/services')).items;
const named = async (name: string) => (await services()).find((one) => one.name === name);

test('one that was deleted in Shopify is told, with the way to bring it back', async () => {
  await deleteInShopify(gone.shopifyId);
  opened = await world.open();
  const {home, page} = opened;
  await home.getByText(/^Gone Warehouse was deleted in Shopify on /).waitFor();
  await expectAccessible(page);
  await home.getByRole('link', {name: 'Open Gone Warehouse'}).click();
  await home.getByRole('heading', {name: 'Gone Warehouse'}).waitFor();
  await world.client.api('POST', `/api/services/${gone.id}/reactivation`, {});
  await opened.admin.openHome('/');
  await home.getByRole('link', {name: 'Staying Warehouse'}).waitFor();
  expect(await home.getByText(/was deleted in Shopify/).count()).toBe(0);
});

test('after an uninstall and a new installation they are there, with their settings, and take nothing until reactivated', async () => {
  const before = await named('Staying Warehouse');
  const {shopify, shop} = world.sandbox;
  await fetch(`${shopify}/sandbox/uninstall?shop=${shop}`, {method: 'POST'});
  // The next call with a session token installs it again. One that still finds the old access token is refused, and App Bridge
  // makes it once more.
  await until('the uninstall to be noted', async () => {
    const {status, body} = await world.client.call<{items?: Service[]}>('GET', '/api/services');
    expect([200, 401]).toContain(status);
    return body.items?.find(({name}) => name === 'Staying Warehouse')?.status === 'removed';
  });
  opened = await world.open('/', {language: 'th'});
  const {home} = opened;
  await home.getByText('บริการของคุณสิ้นสุดลงเมื่อแอปถูกลบออกจากร้านค้า').waitFor();
  await home.getByText(/อีกครั้ง: Gone Warehouse.*Staying Warehouse/).waitFor();
  const {service} = await world.client.api<{service: Service}>('POST', `/api/services/${before?.id}/reactivation`, {});
  expect(service).toMatchObject({id: before?.id, email: before?.email, settings: before?.settings, status: 'active'});
  expect((await services()).map(({name, status}) => `${name} ${status}`)).toEqual([
    'Staying Warehouse active',
    'Gone Warehouse removed',
  ]);
});
