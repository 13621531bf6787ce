/** Access scopes: Shopify's `requiredAccess` texts, and the refusal of what a token may not do. */
import {readFile} from 'node:fs/promises';
import {gunzipSync, gzipSync} from 'node:zlib';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {allows, parseRequirement, withImplied} from '../../sandbox/shopify/access.ts';
import {checkAdminSchema} from '../../../core/shopify/generated/refresh.ts';
import {shop, startTiny, type Tiny} from './platformKit.ts';

const file = new URL('../../../core/shopify/generated/admin-2026-07.json.gz', import.meta.url);

interface ScopeItem {
  typeName: string;
  fieldName?: string;
  requiredAccess: string;
  offlineScopes: string[];
}

describe('requiredAccess texts (reference: [R], Shopify’s own per-member texts)', () => {
  let items: ScopeItem[];
  beforeAll(async () => {
    const parsed = JSON.parse(gunzipSync(await readFile(file)).toString('utf8')) as {
      offline_scopes: {items: ScopeItem[]};
    };
    items = parsed.offline_scopes.items.filter((item) => item.requiredAccess);
  });

  // The same file lists, unstructured, the scopes each text names: an oracle for the names, not for "or" and "and".
  it('names the scopes that Shopify lists for each member of our nouns', () => {
    const ours = items.filter(
      ({typeName, fieldName = ''}) =>
        /^(Fulfillment|Inventory|Order|Location|Product|LineItem|DeliveryProfile)/.test(typeName) ||
        (/^(Mutation|QueryRoot)$/.test(typeName) && /fulfillment|inventory|order|location|product/i.test(fieldName)),
    );
    // Conditions on one argument or on who ships, not on the mutation as such.
    const conditional = new Set(['inventoryTransferCreate', 'orderUpdate']);
    const wrong = ours
      .filter(({fieldName}) => !conditional.has(fieldName ?? ''))
      .filter(({typeName, requiredAccess, offlineScopes}) => {
        const named = new Set(parseRequirement(requiredAccess, typeName === 'Mutation').flat());
        return named.size !== new Set(offlineScopes).size || offlineScopes.some((scope) => !named.has(scope));
      });
    expect(ours.length).toBeGreaterThan(250);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['`read_orders` access scope.', false, [['read_orders']]],
    ['`a` access scope or `read_b` access scope.', false, [['read_a', 'read_b']]],
    ['`read_a` access scope, `read_b` access scope or `read_c` access scope.', false, [['read_a', 'read_b', 'read_c']]],
    ['Any of `shipping` access scopes or `manage_delivery_settings` user permission.', true, [['write_shipping']]],
    ['Any of `shipping` access scopes or `manage_delivery_settings` user permission.', false, [['read_shipping']]],
    [
      '`write_fulfillments` access scope. Also: The user must have fulfill_and_ship_orders permission.',
      true,
      [['write_fulfillments']],
    ],
    [
      '`read_orders` access scope. Also: Requires the `read_returns` access scope.',
      false,
      [['read_orders'], ['read_returns']],
    ],
    [
      '`read_returns` access scope and (`read_orders` access scope or `read_x` access scope).',
      false,
      [['read_returns'], ['read_orders', 'read_x']],
    ],
    [
      '`write_products` access scope as well as any of `write_own_subscription_contracts`, `write_purchase_options` access scopes.',
      true,
      [['write_products'], ['write_own_subscription_contracts', 'write_purchase_options']],
    ],
    ['The user must have access to payouts.', false, []],
    [null, false, []],
  ])('reads %s', (text, mutation, groups) => {
    expect(parseRequirement(text, mutation)).toEqual(groups);
  });

  it('lets a write scope imply its read scope, not the other way round', () => {
    const grant = {every: false, scopes: withImplied(['write_inventory', 'read_orders'])} as const;
    expect(allows(grant, [['read_inventory']])).toBe(true);
    expect(allows(grant, [['write_orders']])).toBe(false);
    expect(allows(grant, [['read_inventory'], ['write_orders']])).toBe(false);
  });
});

describe('ACCESS_DENIED over HTTP (reference §8)', () => {
  let sandbox: Tiny;
  let token: string;
  beforeAll(async () => {
    sandbox = await startTiny({scopes: ['read_orders', 'write_assigned_fulfillment_orders']});
    token = await sandbox.install();
  });
  afterAll(() => sandbox.close());

  const cancel = 'mutation {fulfillmentOrderCancel(id: "gid://shopify/FulfillmentOrder/1") {userErrors {message}}}';

  it('refuses a mutation whose scopes are missing, in Shopify’s shape, and does nothing', async () => {
    const answer = await sandbox.graphql(token, cancel);
    const required =
      '`write_merchant_managed_fulfillment_orders` access scope or `write_third_party_fulfillment_orders` access scope. Also: The user must have fulfill_and_ship_orders permission.';
    expect(answer).toMatchObject({
      status: 200,
      data: {fulfillmentOrderCancel: null},
      errors: [
        {
          message: `Access denied for fulfillmentOrderCancel field. Required access: ${required}`,
          path: ['fulfillmentOrderCancel'],
          extensions: {
            code: 'ACCESS_DENIED',
            documentation: 'https://shopify.dev/api/usage/access-scopes',
            requiredAccess: required,
          },
        },
      ],
    });
    const {body} = await sandbox.control('POST', `orders?shop=${shop}`, {});
    expect(body).toEqual({effects: []});
  });

  it('refuses a connection by the scopes of its nodes, and an interface by those of what it turns out to be', async () => {
    const locations = await sandbox.graphql(token, '{locations(first: 1) {nodes {id}}}');
    expect(locations.errors?.[0]?.extensions?.['code']).toBe('ACCESS_DENIED');
    const node = 'query ($id: ID!) {node(id: $id) {id}}';
    const denied = await sandbox.graphql(token, node, {id: 'gid://shopify/Product/1'});
    expect(denied.errors?.[0]?.message).toBe(
      'Access denied for node field. Required access: `read_products` access scope.',
    );
    const allowed = await sandbox.graphql(token, node, {id: 'gid://shopify/Order/1'});
    expect(allowed.data).toEqual({node: {id: 'gid://shopify/Order/1'}});
  });

  it('denies nothing to the look from outside', async () => {
    const {accessToken} = await sandbox.tokens();
    const answer = await sandbox.graphql(accessToken, `{locations(first: 1) {nodes {id name}}}`);
    expect(answer.errors).toBeUndefined();
    expect((await sandbox.graphql(accessToken, cancel)).errors).toBeUndefined();
  });
});

describe('scopes of shopify.app.toml', () => {
  it('are granted to the app, each once, without a read scope that a write scope implies', async () => {
    const sandbox = await startTiny({
      scopes: ['write_inventory', 'read_inventory', 'read_orders', 'read_orders'],
    });
    const {sessionToken} = await sandbox.tokens();
    const {body} = await sandbox.exchangeSession(sessionToken);
    expect(body['scope']).toBe('write_inventory,read_orders');
    await sandbox.close();
  });

  it('come from the file where none are given; without it the sandbox does not start', async () => {
    const sandbox = await startTiny({configFile: new URL('../../../shopify.app.toml', import.meta.url)});
    const {sessionToken} = await sandbox.tokens();
    const {body} = await sandbox.exchangeSession(sessionToken);
    expect(String(body['scope']).split(',')).toContain('write_assigned_fulfillment_orders');
    await sandbox.close();
    await expect(startTiny({configFile: '/none/shopify.app.toml'})).rejects.toThrow('sandbox: cannot read /none');
  });
});

describe('the schema file and its refresh', () => {
  it('takes the schema we have and refuses what is not that schema', async () => {
    const packed = await readFile(file);
    expect(checkAdminSchema(packed)).toMatch(/^\d+ types, \d+ mutations, \d+ members with their access scopes$/);
    expect(() => checkAdminSchema(Buffer.from('{}'))).toThrow('This is not gzipped JSON.');
    const other = {data: {__schema: {types: [{name: 'Query'}], directives: []}}};
    expect(() => checkAdminSchema(gzipSync(JSON.stringify(other)))).toThrow('it has no type Mutation');
    expect(() => checkAdminSchema(gzipSync('null'))).toThrow('This is not an introspection result.');
  });
});
