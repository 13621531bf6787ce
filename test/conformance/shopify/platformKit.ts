/** A sandbox with a domain of a few fields, so that the platform's rules are tested apart from the shop's. */
import type {Domain, ShopContext, ShopState} from '../../sandbox/shopify/contract.ts';
import {startShopify, type RunningShopify, type ShopifyOptions} from '../../sandbox/shopify/server.ts';

export const apiKey = '0123456789abcdef0123456789abcdef';
export const apiSecret = 'shpss_platform_tests';
export const shop = 'demo.myshopify.com';

interface TinyState extends ShopState {
  effects: string[];
}

const tiny = (context: ShopContext): TinyState => context.state as TinyState;

/** Orders numbered from 1; mutations only note that they ran. */
export const tinyDomain: Domain = {
  createState: (domain) => ({domain, effects: []}) as TinyState,
  resolvers: {
    QueryRoot: {
      shop: (_parent, _args, context) => ({id: 'gid://shopify/Shop/1', name: 'Demo', myshopifyDomain: context.domain}),
      order: (_parent, args: {id: string}) => ({__typename: 'Order', id: args.id, name: '#1001', tags: ['a', 'b']}),
      node: (_parent, args: {id: string}) => ({__typename: args.id.split('/')[3], id: args.id, name: 'Any'}),
      orders: (_parent, args: {first: number}) => ({
        nodes: Array.from({length: Math.min(args.first, 3)}, (_each, at) => ({id: `gid://shopify/Order/${at + 1}`})),
        pageInfo: {hasNextPage: false},
      }),
      locations: () => ({nodes: [{id: 'gid://shopify/Location/1', name: () => 'Main'}]}),
    },
    Mutation: {
      inventoryActivate: (_parent, args: {available?: number}, context) => {
        if (args.available === 13) throw new Error('thirteen');
        const count = tiny(context).effects.push('inventoryActivate');
        return {inventoryLevel: {id: `gid://shopify/InventoryLevel/${count}`}, userErrors: []};
      },
      inventorySetQuantities: (_parent, _args, context) => {
        tiny(context).effects.push('inventorySetQuantities');
        return {inventoryAdjustmentGroup: {id: 'gid://shopify/InventoryAdjustmentGroup/1'}, userErrors: []};
      },
      fulfillmentOrderCancel: (_parent, _args, context) => {
        tiny(context).effects.push('fulfillmentOrderCancel');
        context.emit('fulfillment_orders/cancelled', {fulfillment_order: {id: 'gid://shopify/FulfillmentOrder/1'}});
        return {fulfillmentOrder: null, replacementFulfillmentOrder: null, userErrors: []};
      },
      fulfillmentServiceUpdate: (_parent, args: {callbackUrl: string}, context) => {
        context.notifyService(args.callbackUrl, 'FULFILLMENT_REQUEST');
        return {fulfillmentService: null, userErrors: []};
      },
    },
  },
  controls: {
    locations: (_context, body) => ({location: {id: 'gid://shopify/Location/1', echo: body}}),
    products: () => {
      throw new Error('A product needs a title.');
    },
    orders: (context) => ({effects: tiny(context).effects}),
    snapshot: () => ({}),
  },
};

export const scopes = [
  'write_fulfillments',
  'write_inventory',
  'read_orders',
  'read_products',
  'read_locations',
  'write_assigned_fulfillment_orders',
  'write_third_party_fulfillment_orders',
];

/** Starts a sandbox with the tiny domain. */
export async function startTiny(options: Partial<ShopifyOptions> = {}): Promise<Tiny> {
  const running = await startShopify({
    apiKey,
    apiSecret,
    appUrl: 'http://127.0.0.1:9',
    domain: tinyDomain,
    ...(options.configFile ? {} : {scopes}),
    ...options,
  });
  return {...running, ...createCaller(running.url)};
}

export type Tiny = RunningShopify & ReturnType<typeof createCaller>;

export interface GraphqlAnswer {
  status: number;
  data?: Record<string, unknown> | null;
  errors?: {
    message: string;
    path?: unknown[];
    locations?: unknown[];
    extensions?: Record<string, unknown>;
  }[];
  extensions?: {
    cost: {
      requestedQueryCost: number;
      actualQueryCost: number | null;
      throttleStatus: {maximumAvailable: number; currentlyAvailable: number; restoreRate: number};
    };
  };
}

function createCaller(url: string) {
  const control = async (method: string, path: string, body?: unknown): Promise<{status: number; body: unknown}> => {
    const init = body === undefined ? {method} : {method, body: JSON.stringify(body)};
    const response = await fetch(`${url}/sandbox/${path}`, init);
    return {status: response.status, body: await response.json()};
  };
  const tokens = async (of = shop): Promise<{sessionToken: string; accessToken: string}> => {
    const {body} = await control('GET', `token?shop=${of}`);
    return body as {sessionToken: string; accessToken: string};
  };
  const exchange = async (fields: Record<string, string>): Promise<{status: number; body: Record<string, unknown>}> => {
    const response = await fetch(`${url}/admin/oauth/access_token`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({client_id: apiKey, client_secret: apiSecret, ...fields}),
    });
    return {status: response.status, body: (await response.json()) as Record<string, unknown>};
  };
  const exchangeSession = (sessionToken: string, more: Record<string, string> = {}) =>
    exchange({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: sessionToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
      ...more,
    });
  const graphql = async (token: string, query: string, variables: unknown = {}): Promise<GraphqlAnswer> => {
    const response = await fetch(`${url}/admin/api/2026-07/graphql.json`, {
      method: 'POST',
      headers: {'content-type': 'application/json', 'x-shopify-access-token': token},
      body: JSON.stringify({query, variables}),
    });
    return {...((await response.json()) as object), status: response.status};
  };
  /** An Admin API token of the app, as the app gets it. */
  const install = async (of = shop): Promise<string> => {
    const {sessionToken} = await tokens(of);
    const {body} = await exchangeSession(sessionToken);
    return String(body['access_token']);
  };
  return {control, tokens, exchange, exchangeSession, graphql, install};
}
