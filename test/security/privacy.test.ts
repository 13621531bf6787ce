/** A whole story with unmistakable words for everything that is a customer's or a secret, at the most talkative log level: neither
 * the logs of the processes nor any collection hold one of them, at any time. */
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {MongoClient, type Db} from 'mongodb';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {numericId} from '../../core/ids.ts';
import type {FulfillmentRequest} from '../../core/wire.ts';
import {logFolder} from '../sandbox/process.ts';
import {startSandbox, type Sandbox} from '../sandbox/start.ts';
import {activate, mailsAbout, productAt, readOrder, requestsOf, type OrderName} from '../support/merchantWorld.ts';
import {SandboxClient, until} from '../support/sandboxClient.ts';
import {webhookHeaders} from '../web/support/signed.ts';

/** Each is a customer's, by where it stands. */
const customer = {
  firstName: 'Qxfirst',
  lastName: 'Qxlast',
  company: 'Qxcompany',
  address1: 'Qxstreet 17',
  address2: 'Qxfloor',
  city: 'Qxcity',
  zip: 'QX11 9ZZ',
  phone: '+46 70 987 65 43',
  email: 'qx.customer@example.com',
  note: 'Qxnote leave it at the Qxdoor',
  attribute: 'Qxengraving',
};
/** And where the customer moves to. */
const moved = {lastName: 'Qxmarried', address1: 'Qxlane 3', city: 'Qxtown', zip: 'QX22 8YY', phone: '+46 70 555 44 33'};
const message = 'Qxmessage from the merchant';
const bounced = 'smtp;550 5.1.1 Qxdetails <qx.customer@example.com> does not exist';
/** Every word of theirs by itself, as long as none that a random token might hold. */
const theirWords = [...Object.values(customer), ...Object.values(moved), message, bounced]
  .flatMap((text) => text.split(/[\s<>;]+/))
  .filter((word) => /qx.{4}/i.test(word));
const never = [
  ...Object.values(customer),
  ...Object.values(moved),
  ...theirWords,
  '987 65 43',
  '9876543',
  '5554433',
  'qx.customer',
];

let sandbox: Sandbox;
let stop: (() => Promise<void>) | undefined;
let client: SandboxClient;
let mongo: MongoClient;
let db: Db;
beforeAll(async () => {
  ({sandbox, stop} = await startSandbox({env: {LOG_LEVEL: 'trace'}}));
  client = new SandboxClient(sandbox);
  mongo = new MongoClient(sandbox.mongodb);
  db = mongo.db(sandbox.env['MONGODB_DATABASE']);
});
afterAll(async () => {
  await mongo?.close();
  await stop?.();
});

const web = (path: string, init: RequestInit = {}) => fetch(`${sandbox.web}${path}`, init);

async function order(variantId: string | undefined): Promise<OrderName> {
  const {note, attribute, email, phone, ...address} = customer;
  const {order: made} = await client.control<{order: OrderName}>('orders', {
    lineItems: [{variantId, quantity: 2, customAttributes: [{key: attribute, value: attribute}]}],
    shippingAddress: {...address, countryCode: 'SE', phone},
    email,
    phone,
    note,
  });
  await until('routing', async () => (await readOrder(client, made.id)).fulfillmentOrders.some((one) => one.serviceId));
  return made;
}

async function send({id}: OrderName): Promise<FulfillmentRequest> {
  const path = `/api/orders/${numericId(id)}/requests`;
  await client.api('POST', path, {message}, {'idempotency-key': id});
  const [sent] = await until('the email', async () => {
    // While Shopify has its troubles, so has the answer.
    const requests = await requestsOf(client, id).catch(() => []);
    return requests.length > 0 && requests.every(({status}) => status === 'sent' || status === 'fulfilled') && requests;
  });
  return sent!;
}

/** All that stands in the database, and every collection's name. */
async function stored(): Promise<{text: string; names: string[]}> {
  const collections = await db.collections();
  const texts = await Promise.all(
    collections.map(async (one) => `${one.collectionName} ${JSON.stringify(await one.find().toArray())}`),
  );
  return {text: texts.join('\n'), names: collections.map((one) => one.collectionName)};
}

async function logged(): Promise<string> {
  const files = ['web.log', 'worker.log'].map((name) => readFile(join(logFolder, name), 'utf8'));
  return (await Promise.all(files)).join('\n');
}

/** The lines in which it is found, so that a failure says where. */
const around = (text: string, what: string) =>
  text
    .split('\n')
    .filter((line) => line.includes(what))
    .map((line) => {
      const at = line.indexOf(what);
      return line.slice(Math.max(0, at - 200), at + 100);
    });

function expectNothingOf(words: readonly string[], text: string) {
  for (const word of words) expect(around(text, word)).toEqual([]);
}

async function webhook(topic: string, payload: object): Promise<number> {
  const body = JSON.stringify(payload);
  const secret = sandbox.env['SHOPIFY_API_SECRET'] ?? '';
  const headers = webhookHeaders(topic, body, {shop: sandbox.shop, secret});
  return (await web(`/webhooks/${topic}`, {method: 'POST', body, headers})).status;
}

/** The link in the email about an order. */
async function linkIn(about: OrderName): Promise<string> {
  const [mail] = await mailsAbout(client, about);
  // It is there that these words belong.
  for (const word of [customer.lastName, customer.address1, customer.note, customer.attribute, message]) {
    expect(mail?.TextBody).toContain(word);
  }
  return /https?:\/\/\S+\/r\/[\w.-]+/.exec(mail?.TextBody ?? '')?.[0] ?? '';
}

const answer = (link: string, fields: Record<string, string>) =>
  fetch(link, {method: 'POST', body: new URLSearchParams(fields)});

test('nothing of a customer and no secret is stored or logged, whatever happens to an order', async () => {
  const byEmail = await activate(client, {name: 'By email', email: 'first@service.example'});
  const byAnswer = await activate(client, {
    name: 'By answer',
    email: 'second@service.example',
    fulfillOn: 'confirmation',
    showCustomerEmail: true,
  });
  const [mug, jug] = [await productAt(client, byEmail, 'Mug'), await productAt(client, byAnswer, 'Jug')];

  // Seen before it is sent, printed, sent, read by the service, and answered with a tracking number.
  const first = await order(mug.variants[0]?.id);
  const path = `/api/orders/${numericId(first.id)}`;
  const {previews} = await client.api<{previews: {url: string; html: string}[]}>('POST', `${path}/preview`, {message});
  expect(previews[0]?.html).toContain(customer.lastName);
  expect((await fetch(previews[0]?.url ?? '')).status).toBe(200);
  const {url} = await client.api<{url: string}>('POST', `${path}/packing-slip-link`, {});
  expect(await (await fetch(url)).text()).toContain(customer.lastName);
  const sent = await send(first);
  const link = await linkIn(first);
  // While Shopify is told, the page asks for a moment's patience.
  await until('the page', async () => (await (await fetch(link)).text()).includes(customer.lastName));
  expect((await answer(link, {action: 'tracking', number: 'TRACK-1', company: 'PostNord'})).status).toBe(200);

  // The customer moves: the service is told by another email, and answers.
  const third = await order(mug.variants[0]?.id);
  await send(third);
  await client.graphql('mutation ($i: OrderInput!) { orderUpdate(input: $i) { userErrors { message } } }', {
    i: {id: third.id, shippingAddress: {...moved, countryCode: 'SE'}},
  });
  const told = await until('the change', async () =>
    (await mailsAbout(client, third)).find(({Subject}) => Subject.startsWith('ADDRESS CHANGED')),
  );
  for (const word of Object.values(moved)) expect(told.TextBody).toContain(word);
  const moving = /https?:\/\/\S+\/r\/[\w.-]+/.exec(told.TextBody)?.[0] ?? '';
  const page = await (await fetch(moving)).text();
  expect(page).toContain(moved.address1);
  const notice = /name="notice" value="(\w+)"/.exec(page)?.[1] ?? '';
  expect((await answer(moving, {action: 'readdressed', notice})).status).toBe(200);
  expect(await db.collection('requests').countDocuments({orderId: third.id, 'destination.told': /^1\./})).toBe(1);

  // Declined by the other, while Shopify and Postmark have their own troubles.
  await client.control('faults', {kind: 'error', rate: 0.2, seed: 3});
  await client.postmark('faults', {kind: 'timeoutAfter', rate: 0.3, seed: 3, ms: 100});
  const second = await order(jug.variants[0]?.id);
  await send(second);
  const declined = await linkIn(second);
  await until(
    'the answer',
    async () => (await answer(declined, {action: 'decline', reason: 'Out of stock'})).status === 200,
  );
  await fetch(`${sandbox.shopify}/sandbox/faults?shop=${sandbox.shop}`, {method: 'DELETE'});
  await fetch(`${sandbox.postmark}/sandbox/faults`, {method: 'DELETE'});

  // A bounce that quotes an address, and bodies that cannot be used.
  const inbox = await client.inbox();
  const messageId = inbox.find(({To}) => To === byEmail.email)?.MessageID;
  await client.postmark('events', {
    messageId,
    type: 'HardBounce',
    Details: bounced,
    Description: bounced,
    Subject: customer.note,
  });
  await until('the bounce', async () =>
    (await requestsOf(client, first.id)).some(({delivery}) => delivery?.status === 'bounced'),
  );
  for (const body of [
    {email: customer.email, note: customer.note},
    {name: customer.lastName, email: customer.note},
  ]) {
    expect((await client.call('POST', '/api/services', body)).status).toBe(422);
  }
  const {sessionToken} = await client.tokens();
  const bearer = {authorization: `Bearer ${sessionToken}`};
  expect((await web('/api/services', {method: 'POST', headers: bearer, body: `{"x":"${customer.note}`})).status).toBe(
    400,
  );
  expect((await web(`/nothing?email=${customer.email}`)).status).toBe(404);

  // Webhooks name customers; those of privacy law do so by purpose.
  const person = {id: 1, email: customer.email, phone: customer.phone, first_name: customer.firstName};
  const payload = {shop_domain: sandbox.shop, shop_id: 1, customer: person, note: customer.note};
  for (const topic of ['orders/edited', 'fulfillments/update', 'customers/data_request', 'customers/redact']) {
    const orders_to_redact = [1, Number(numericId(third.id))];
    expect(await webhook(topic, {...payload, orders_requested: [1], orders_to_redact})).toBe(200);
  }
  await until('the webhooks', async () => (await db.collection('webhooks').countDocuments({processedAt: null})) === 0);

  const {text, names} = await stored();
  const lines = await logged();
  expect(names).toEqual(expect.arrayContaining(['requests', 'webhooks', 'emailEvents', 'services', 'sessions']));
  expect(text).toContain(sent.id);
  expect(lines).toContain('"msg":"request"');
  expect(lines.match(/"level":[12]0/)).not.toBeNull();
  expectNothingOf([...never, message], text);
  expectNothingOf([...never, message, 'Out of stock'], lines);
  // Asked what it holds of a customer, it holds the question, and nothing of whom it was about.
  const asked = await db
    .collection('webhooks')
    .find({topic: /^customers\//})
    .toArray();
  expect(asked.map(({ids}) => ids as unknown)).toEqual([[], []]);
  const fingerprints = {orderId: third.id, $or: [{destination: {$exists: true}}, {said: {$exists: true}}]};
  for (const name of ['requests', 'notices']) expect(await db.collection(name).countDocuments(fingerprints)).toBe(0);

  const log = (await (await fetch(`${sandbox.shopify}/sandbox/log?shop=${sandbox.shop}`)).text()) ?? '';
  expect(log).toContain('FulfillmentOrdersToSend');
  const secrets = ['SHOPIFY_API_SECRET', 'POSTMARK_SERVER_TOKEN', 'ENCRYPTION_KEY'].map(
    (name) => sandbox.env[name] ?? '',
  );
  const tokens = [link, declined, url, previews[0]?.url ?? ''].map((one) => one.split('/').at(-1) ?? '');
  const halves = [...tokens.map((one) => one.split('.')[1] ?? ''), sessionToken.split('.')[2] ?? ''];
  for (const secret of [...secrets, ...halves]) expect(secret.length).toBeGreaterThan(20);
  expectNothingOf(['shpat_', 'shprt_', ...secrets, ...tokens, ...halves], text);
  expectNothingOf(['shpat_', 'shprt_', ...secrets, ...tokens, ...halves], lines);
}, 120_000);

test('once the shop is erased, no collection holds anything of it', async () => {
  await fetch(`${sandbox.shopify}/sandbox/uninstall?shop=${sandbox.shop}`, {method: 'POST'});
  await until(
    'the uninstall',
    async () => (await db.collection('sessions').countDocuments({shop: sandbox.shop})) === 0,
  );
  expect(await webhook('shop/redact', {shop_id: 1, shop_domain: sandbox.shop})).toBe(200);
  // It is looked at once more half a minute later; here, at once.
  await until('the erasing', async () => {
    await db.collection('webhooks').updateMany({}, {$set: {heldUntil: new Date(0)}});
    return !(await stored()).text.includes(sandbox.shop);
  });
  const {text} = await stored();
  expect(around(text, sandbox.shop)).toEqual([]);
  expectNothingOf(['first@service.example', 'second@service.example'], text);
});
