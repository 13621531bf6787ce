// A sandbox shop for the tests of the domain half: real HTTP, the app's token and one from outside.
import {afterAll, beforeAll, expect} from 'vitest';
import {startShopify, type RunningShopify} from '../../sandbox/shopify/server.ts';

const appUrl = 'http://127.0.0.1:9';

/** JSON as it comes; tests look where they expect something, and fail where it is not. */
export type Json = null | boolean | number | string | Json[] | {[key: string]: Json};

/** What lies at a path of JSON, such as `order.fulfillmentOrders.nodes.0.id`.
 * @throws Error naming the step that leads nowhere. */
export function at(json: Json | undefined, path: string): Json {
  let here: Json | undefined = json;
  for (const step of path.split('.')) {
    if (Array.isArray(here)) here = here.at(Number(step));
    else if (here !== null && typeof here === 'object') here = here[step];
    else here = undefined;
    if (here === undefined) throw new Error(`Nothing at "${step}" of "${path}" in ${JSON.stringify(json)}`);
  }
  if (here === undefined) throw new Error('There is nothing.');
  return here;
}

/** The text at a path.
 * @throws Error if there is something else. */
export function text(json: Json | undefined, path: string): string {
  const found = at(json, path);
  if (typeof found !== 'string') throw new Error(`No text at "${path}" but ${JSON.stringify(found)}`);
  return found;
}

/** The list at a path.
 * @throws Error if there is something else. */
export function list(json: Json | undefined, path: string): Json[] {
  const found = at(json, path);
  if (!Array.isArray(found)) throw new Error(`No list at "${path}" but ${JSON.stringify(found)}`);
  return found;
}

interface Answer {
  data?: Json;
  errors?: {message: string; extensions?: {code?: string}}[];
}

let shopify: RunningShopify;
let count = 0;

/** Starts one sandbox for the test file. */
export function useShopify(): void {
  beforeAll(async () => {
    shopify = await startShopify({apiKey: 'key', apiSecret: 'shpss_domain_tests', appUrl});
  });
  afterAll(() => shopify.close());
}

export interface NewVariant {
  sku?: string;
  price?: string;
  tracked?: boolean;
  title?: string;
  weight?: number;
  inventory?: {locationId: string; available?: number}[];
}

export type TestShop = Awaited<ReturnType<typeof newShop>>;

/** A shop of its own for a test. */
export async function newShop() {
  count += 1;
  const domain = `shop-${count}.myshopify.com`;
  const control = async (name: string, body?: unknown): Promise<Json> => {
    const init = body === undefined ? {} : {method: 'POST', body: JSON.stringify(body)};
    const response = await fetch(`${shopify.url}/sandbox/${name}?shop=${domain}`, init);
    return (await response.json()) as Json;
  };
  const controlGet = async (name: string, more: Record<string, string> = {}): Promise<Json> => {
    const parameters = new URLSearchParams({shop: domain, ...more}).toString();
    return (await (await fetch(`${shopify.url}/sandbox/${name}?${parameters}`)).json()) as Json;
  };
  const tokens = await control('token');
  const exchange = await fetch(`${shopify.url}/admin/oauth/access_token`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({
      client_id: 'key',
      client_secret: 'shpss_domain_tests',
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: text(tokens, 'sessionToken'),
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
    }),
  });
  const appToken = text((await exchange.json()) as Json, 'access_token');
  const answer =
    (token: string) =>
    async (query: string, variables: unknown = {}): Promise<Answer> => {
      const response = await fetch(`${shopify.url}/admin/api/2026-07/graphql.json`, {
        method: 'POST',
        headers: {'content-type': 'application/json', 'x-shopify-access-token': token},
        body: JSON.stringify({query, variables}),
      });
      return (await response.json()) as Answer;
    };
  const data =
    (token: string) =>
    async (query: string, variables: unknown = {}) => {
      const {data: found, errors} = await answer(token)(query, variables);
      if (errors || !found) throw new Error(JSON.stringify(errors));
      return found;
    };
  const outside = text(tokens, 'accessToken');
  const app = data(appToken);
  const merchant = data(outside);

  /** A service of the app with its location. */
  const service = async (name: string, callbackUrl?: string) => {
    const made = await app(
      `mutation($name: String!, $callbackUrl: URL) { fulfillmentServiceCreate(name: $name, callbackUrl: $callbackUrl) {
        fulfillmentService { id location { id } } userErrors { field message } } }`,
      {name, callbackUrl},
    );
    const path = 'fulfillmentServiceCreate.fulfillmentService';
    return {id: text(made, `${path}.id`), locationId: text(made, `${path}.location.id`)};
  };
  const product = async (...variants: NewVariant[]) => {
    const made = await control('products', {title: 'Shirt', variants});
    return list(made, 'product.variants').map((variant) => ({
      id: text(variant, 'id'),
      itemId: text(variant, 'inventoryItemId'),
    }));
  };
  const fulfillmentOrders = async (orderId: string): Promise<Json[]> =>
    list(await merchant(fulfillmentOrdersQuery, {id: orderId}), 'order.fulfillmentOrders.nodes');
  /** An order, once it is routed. */
  const order = async (lineItems: unknown[], more: object = {}) => {
    const made = await control('orders', {lineItems, ...more});
    const id = text(made, 'order.id');
    await expect.poll(() => fulfillmentOrders(id), {interval: 5}).not.toHaveLength(0);
    return {id, name: text(made, 'order.name'), fulfillmentOrders: await fulfillmentOrders(id)};
  };
  const location = async (name: string) => text(await control('locations', {name}), 'location.id');
  /** The bodies of a topic's webhooks, oldest first. */
  const webhooks = async (topic: string): Promise<Json[]> =>
    list({all: await control('webhooks')}, 'all')
      .filter((delivery) => at(delivery, 'topic') === topic)
      .map((delivery) => at(delivery, 'payload'));
  /** Quantities at a location: available, committed, on_hand. */
  const stock = async (inventoryItemId: string, locationId: string) => {
    const found = await merchant(
      `query($id: ID!, $locationId: ID!) { inventoryItem(id: $id) { inventoryLevel(locationId: $locationId, includeInactive: true) {
        isActive quantities(names: ["available", "committed", "on_hand"]) { quantity } } } }`,
      {id: inventoryItemId, locationId},
    );
    return list(found, 'inventoryItem.inventoryLevel.quantities').map((each) => at(each, 'quantity'));
  };
  return {
    domain,
    control,
    app,
    merchant,
    controlGet,
    answerToApp: answer(appToken),
    /** The answer to any token. */
    as: (token: string, query: string, variables: unknown = {}) => answer(token)(query, variables),
    service,
    product,
    order,
    location,
    fulfillmentOrders,
    webhooks,
    stock,
  };
}

/** What tests look at of a fulfillment order. */
export const fulfillmentOrderFields = `id status requestStatus supportedActions { action }
  assignedLocation { name location { id } }
  lineItems(first: 50) { nodes { id sku totalQuantity remainingQuantity productTitle } }`;

const fulfillmentOrdersQuery = `query($id: ID!) {
  order(id: $id) { fulfillmentOrders(first: 50) { nodes { ${fulfillmentOrderFields} } } } }`;

/** The number in a gid. */
export function numberOf(id: string): number {
  return Number(id.split('/').at(-1));
}

/** The names of a fulfillment order's actions, in order. */
export function actionsOf(fulfillmentOrder: Json): string[] {
  return list(fulfillmentOrder, 'supportedActions').map((each) => text(each, 'action'));
}

/** `OPEN/UNSUBMITTED`. */
export function statesOf(fulfillmentOrder: Json): string {
  return `${text(fulfillmentOrder, 'status')}/${text(fulfillmentOrder, 'requestStatus')}`;
}

/** Total and remaining units of each line: `3/1`. */
export function unitsOf(fulfillmentOrder: Json): string[] {
  return list(fulfillmentOrder, 'lineItems.nodes').map(
    (line) => `${JSON.stringify(at(line, 'totalQuantity'))}/${JSON.stringify(at(line, 'remainingQuantity'))}`,
  );
}
