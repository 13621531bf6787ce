/** Requests to every address there is: mostly with the right key to it, so that what is in them is looked at. */
import {createHmac} from 'node:crypto';
import {webhookCredentials} from '../../../core/email/webhookCredentials.ts';
import {signLink, type LinkPurpose} from '../../../core/links/token.ts';
import type {Address} from '../support/addresses.ts';
import {bodyLike, partLike} from './bodies.ts';
import type {Random} from './random.ts';

/** What there is to fuzz with. */
export interface Material {
  env: Record<string, string>;
  shop: string;
  /** Things of the shop, by the word before them in an address. */
  ids: Record<string, string>;
  lineId: string;
  variantId: string;
  messageId: string;
}

export interface FuzzRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
}

const bystander = 'fuzz-bystander.myshopify.com';
const endsShop = (path: string) => /\/(app\/uninstalled|shop\/redact|app\/scopes_update)$/.test(path);

const json = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A session token, as the admin gives one. */
export function tokenOf({env}: Pick<Material, 'env'>, shop: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: env['SHOPIFY_API_KEY'],
    sub: '7',
    exp: now + 60,
    nbf: now - 5,
    iat: now,
  };
  const text = `${json({alg: 'HS256', typ: 'JWT'})}.${json(claims)}`;
  return `${text}.${createHmac('sha256', env['SHOPIFY_API_SECRET'] ?? '')
    .update(text)
    .digest('base64url')}`;
}

/** Bodies that would do, by address; others begin with an empty object. */
function rightBody({method, path}: Address, {ids, lineId, variantId, messageId}: Material, random: Random): unknown {
  const serviceId = ids['services'];
  const service = {
    name: `Fuzz ${random.below(1e6)}`,
    // Seldom a good one: a shop has a handful of services.
    email: random.chance(0.02) ? 'w@example.com' : 'w@example',
    additionalEmails: ['a@example.com'],
    locale: 'en',
    replyTo: null,
    fulfillOn: 'email',
    showPrices: true,
  };
  const bodies: Record<string, unknown> = {
    'POST /api/services': service,
    'PATCH /api/services/:id': {...service, email: 'w@example.com', status: 'active'},
    'POST /api/services/:id/removal': {destination: {serviceId}, dryRun: true, exceptionsCsv: 'sku,destination\nX,Y'},
    'PUT /api/products/:id/assignments': {assignments: [{variantId, serviceId}]},
    'POST /api/assignments': {variantIds: [variantId], serviceId, keepElsewhere: true},
    'POST /api/orders/:id/requests': {
      lines: [{fulfillmentOrderLineItemId: lineId, quantity: 1}],
      notifyCustomer: false,
      trackingInfo: {number: '1', company: 'UPS', url: 'https://example.com'},
      message: 'Hello',
    },
    'POST /api/orders/:id/preview': {lines: [{fulfillmentOrderLineItemId: lineId, quantity: 1}], message: 'Hello'},
    'POST /api/orders/:id/packing-slip-link': {serviceIds: [serviceId]},
    'POST /api/requests': {orderIds: [ids['orders']], dryRun: random.chance(0.8)},
    'POST /postmark/events': {
      RecordType: random.pick(['Delivery', 'Bounce', 'SpamComplaint', 'Open', 'SubscriptionChange', 'Click']),
      MessageID: messageId,
      Metadata: {message: `${ids['requests']}.0.0`},
      ID: random.below(1e9),
      Type: 'HardBounce',
      Inactive: true,
      Recipient: 'w@example.com',
      DeliveredAt: '2026-11-25T00:00:00Z',
      Details: 'smtp;250',
    },
  };
  if (path.startsWith('/webhooks/')) {
    return {
      id: 1,
      admin_graphql_api_id: 'gid://shopify/Order/1',
      fulfillment_order: {id: 'gid://shopify/FulfillmentOrder/1', status: 'open'},
      current: ['read_orders'],
      previous: [],
      customer: {id: 1, email: 'jane@example.com'},
      ...(endsShop(path) ? {shop_domain: bystander, myshopify_domain: bystander} : {}),
    };
  }
  return bodies[`${method} ${path}`] ?? {kind: 'FULFILLMENT_REQUEST'};
}

const purposes: LinkPurpose[] = ['answer', 'packing slips', 'email preview'];

function linkToken({env, shop, ids}: Material, path: string, random: Random): string {
  const purpose = path.startsWith('/r/') ? 'answer' : path.includes('slips') ? 'packing slips' : 'email preview';
  const input = bodyLike({message: 'Hello'}, random).toString();
  let parsed = '{}';
  try {
    parsed = JSON.stringify(JSON.parse(input));
  } catch {
    // Only what is JSON was ever signed.
  }
  const fields = {
    shop,
    request: ids['requests'] ?? '',
    order: `gid://shopify/Order/${ids['orders']}`,
    service: ids['services'] ?? '',
    input: parsed.slice(0, 2_000) === parsed ? parsed : '{}',
  };
  return signLink(
    {SHOPIFY_API_SECRET: env['SHOPIFY_API_SECRET'] ?? ''},
    random.chance(0.9) ? purpose : random.pick(purposes),
    fields,
    new Date(Date.now() + (random.chance(0.95) ? 60_000 : -60_000)),
  );
}

function pathOf({path}: Address, material: Material, random: Random): string {
  const filled = path
    .replaceAll(/\/(\w[\w-]*)\/:(\w+)/g, (_all, noun: string, name: string) => {
      const right = name === 'token' ? linkToken(material, path, random) : (material.ids[noun] ?? '1');
      return `/${noun}/${partLike(right, random)}`;
    })
    .replace('*file', partLike('main.js', random));
  if (random.chance(0.8)) return filled || '/';
  const names = [
    'shop',
    'host',
    'cursor',
    'status',
    'serviceId',
    'orderId',
    'limit',
    'attention',
    'locale',
    'notice',
    'embedded',
    '__proto__',
    'a[$ne]',
  ];
  const query = Array.from({length: 1 + random.below(4)}, () => {
    const name = random.pick(names);
    const right: Record<string, string> = {
      shop: material.shop,
      status: 'failed',
      limit: '5',
      attention: 'true',
      embedded: '1',
    };
    return `${encodeURIComponent(name)}=${partLike(Object.hasOwn(right, name) ? (right[name] ?? '') : 'x', random)}`;
  });
  return `${filled}?${query.join('&')}`;
}

/** One request. */
export function fuzzRequest(address: Address, material: Material, random: Random): FuzzRequest {
  const {env} = material;
  const method = random.chance(0.97)
    ? address.method
    : random.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']);
  const path = pathOf(address, material, random);
  const isForm = address.path === '/r/:token';
  const form = `action=${partLike(random.pick(['confirm', 'decline', 'tracking']), random)}&number=${partLike('1', random)}&company=${partLike('UPS', random)}&reason=${partLike('no', random)}`;
  const body =
    method === 'GET' || method === 'HEAD'
      ? null
      : isForm && random.chance(0.8)
        ? Buffer.from(form)
        : bodyLike(rightBody(address, material, random), random);
  const headers: Record<string, string> = {
    'Content-Type': random.chance(0.9)
      ? isForm
        ? 'application/x-www-form-urlencoded'
        : 'application/json'
      : random.pick([
          'text/plain',
          'application/xml',
          'multipart/form-data; boundary=x',
          'application/json; charset=utf-16',
          '',
        ]),
  };
  if (random.chance(0.05)) headers['X-Request-Id'] = random.pick(['a'.repeat(200), '<script>', 'good-id-0001']);
  const right = random.chance(0.95);
  if (address.path.startsWith('/api/')) {
    const shop = random.chance(0.95) ? material.shop : bystander;
    headers['Authorization'] =
      `Bearer ${right ? tokenOf(material, shop) : bodyLike('x', random).toString('base64url')}`;
    if (random.chance(0.9)) headers['Idempotency-Key'] = random.chance(0.3) ? 'same' : `key-${random.below(1e9)}`;
  } else if (address.path.startsWith('/postmark/')) {
    const {user, password} = webhookCredentials(env['POSTMARK_SERVER_TOKEN'] ?? '');
    headers['Authorization'] = `Basic ${Buffer.from(right ? `${user}:${password}` : 'x:y').toString('base64')}`;
  } else if (body && /^\/(webhooks|fulfillment-service)\//.test(address.path)) {
    // What ends a shop ends the bystander's.
    const topic = address.path.replace('/webhooks/', '');
    headers['X-Shopify-Topic'] = topic;
    headers['X-Shopify-Shop-Domain'] = endsShop(address.path) || random.chance(0.1) ? bystander : material.shop;
    headers['X-Shopify-API-Version'] = '2026-07';
    headers['X-Shopify-Webhook-Id'] = random.chance(0.1) ? 'same' : `id-${random.below(1e9)}`;
    if (random.chance(0.9)) headers['X-Shopify-Triggered-At'] = random.pick(['2026-11-25T00:00:00Z', 'yesterday', '']);
    const secret = right ? (env['SHOPIFY_API_SECRET'] ?? '') : 'wrong';
    headers['X-Shopify-Hmac-Sha256'] = createHmac('sha256', secret).update(body.toString('utf8')).digest('base64');
  }
  return {method, path, headers, body};
}
