/** Postmark's webhooks as they really come: late, reordered, for old emails, for unknown ones, and while the database is away. */
import {randomUUID} from 'node:crypto';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {MongoClient} from 'mongodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {emailEvents, recordEvent} from '../../core/email/events/store.ts';
import {parseEvent} from '../../core/email/events/parse.ts';
import {processEvent, reprocessEvents} from '../../core/email/events/process.ts';
import {webhookCredentials} from '../../core/email/webhookCredentials.ts';
import {numericId} from '../../core/ids.ts';
import type {FulfillmentRequest, Service} from '../../core/wire.ts';
import {createApp} from '../../web/app.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());

const fresh = () => `w-${randomUUID().slice(0, 8)}@warehouse.example`;
const read = async (id: string) =>
  (await shop.client.api<{request: FulfillmentRequest}>('GET', `/api/requests/${id}`)).request;
async function sent(more: Parameters<ShopWithWeb['activate']>[0] = {}) {
  const service = await shop.activate({email: fresh(), ...more});
  const order = await shop.order(service.id, [1]);
  const {requests} = await shop.client.api<{requests: FulfillmentRequest[]}>(
    'POST',
    `/api/orders/${numericId(order.id)}/requests`,
    {},
    {'idempotency-key': randomUUID()},
  );
  await shop.drain();
  const request = await read(requests[0]!.id);
  const messages = request.delivery?.messages.map(({messageId}) => messageId ?? '') ?? [];
  return {service, id: request.id, messages};
}

const basic = () => {
  const {user, password} = webhookCredentials(shop.config.POSTMARK_SERVER_TOKEN);
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
};
async function post(body: object, to = shop.url) {
  const response = await fetch(`${to}/postmark/events`, {
    method: 'POST',
    headers: {authorization: basic(), 'content-type': 'application/json'},
    body: JSON.stringify(body),
  });
  await response.text();
  await shop.idle();
  return response.status;
}
const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 10, minute)).toISOString();
const delivery = (MessageID: string, minute: number) => ({RecordType: 'Delivery', MessageID, DeliveredAt: at(minute)});
const bounce = (MessageID: string, minute: number, more: object = {}) => ({
  RecordType: 'Bounce',
  ID: Math.floor(Math.random() * 1e9),
  Type: 'HardBounce',
  Inactive: true,
  MessageID,
  BouncedAt: at(minute),
  ...more,
});
const change = (Recipient: string, minute: number, SuppressSending: boolean, more: object = {}) => ({
  RecordType: 'SubscriptionChange',
  MessageStream: 'outbound',
  MessageID: null,
  Recipient,
  ChangedAt: at(minute),
  SuppressSending,
  SuppressionReason: SuppressSending ? 'HardBounce' : null,
  ...more,
});
const stateOf = async ({id}: Service) =>
  (await shop.client.api<{service: Service}>('GET', `/api/services/${id}`)).service.glance?.addresses[0]?.state;

describe('events of one email', () => {
  it('in the wrong order end as in the right one', async () => {
    const {id, messages} = await sent();
    const [message = ''] = messages;
    expect(await post(bounce(message, 5))).toBe(200);
    expect(await post(delivery(message, 1))).toBe(200);
    expect(await post(bounce(message, 2, {Type: 'Transient', Inactive: false}))).toBe(200);
    const request = await read(id);
    expect(request).toMatchObject({delivery: {status: 'bounced'}});
    expect(request.history.filter(({by}) => by === 'postmark').map(({event}) => event)).toEqual(['sent', 'bounced']);
  });

  it('for one address say nothing of another: its delivery stands beside the bounce', async () => {
    const {id, messages} = await sent({additionalEmails: [fresh()]});
    await post(bounce(messages[0] ?? '', 1));
    await post(delivery(messages[1] ?? '', 5));
    expect(await read(id)).toMatchObject({
      delivery: {status: 'bounced', messages: [{status: 'bounced'}, {status: 'delivered'}]},
    });
  });

  it('that was sent once more and arrived: the bounce of the first, told late, changes nothing of it', async () => {
    const {id, messages} = await sent();
    await shop.client.api('POST', `/api/requests/${id}/resend`);
    await shop.drain();
    const again = (await read(id)).delivery?.messages[0]?.messageId ?? '';
    expect(again).not.toBe(messages[0]);
    await post(delivery(again, 5));
    await post(bounce(messages[0] ?? '', 6));
    const request = await read(id);
    expect(request).toMatchObject({delivery: {status: 'delivered'}});
    expect(request.history.at(-1)).toMatchObject({event: 'bounced', by: 'postmark'});
    const {items} = await shop.client.api<{items: {id: string}[]}>('GET', '/api/requests?attention=true');
    expect(items.map((one) => one.id)).not.toContain(id);
  });

  it('nobody knows: taken, looked at a few times, then let go', async () => {
    const body = delivery(randomUUID(), 1);
    expect(await post(body)).toBe(200);
    const {id} = parseEvent(body, undefined);
    await expect
      .poll(async () => {
        await emailEvents(shop.ctx.db).updateOne({_id: id}, {$set: {heldUntil: new Date(0)}});
        await reprocessEvents(shop.ctx);
        return emailEvents(shop.ctx.db).findOne({_id: id});
      })
      .toMatchObject({processedAt: expect.any(Date), attempts: 8});
  });

  it('told while its send is still being written down wait for it', async () => {
    const {id, messages} = await sent();
    await shop.client.api('POST', `/api/requests/${id}/resend`);
    const body = bounce(messages[0] ?? '', 1);
    expect(await post(body)).toBe(200);
    expect((await read(id)).history.at(-1)).toMatchObject({event: 'resent'});
    await shop.drain();
    await emailEvents(shop.ctx.db).updateMany({processedAt: null}, {$set: {heldUntil: new Date(0)}});
    await reprocessEvents(shop.ctx);
    expect((await read(id)).history.at(-1)).toMatchObject({event: 'bounced'});
  });
});

describe('events of an address', () => {
  it('block it without an email, and lift it again, in whatever order they come', async () => {
    const {service} = await sent();
    await post(change(service.email!, 5, true));
    expect(await stateOf(service)).toBe('blocked');
    await post(change(service.email!, 9, false));
    expect(await stateOf(service)).toBe('accepted');
    // Of before the lift: late copies.
    await post(change(service.email!, 5, true, {Origin: 'Recipient'}));
    await post(bounce(randomUUID(), 4, {Email: service.email!}));
    expect(await stateOf(service)).toBe('accepted');
    await post(change(service.email!, 10, true));
    expect(await stateOf(service)).toBe('blocked');
  });

  it('lifted before the word of the block came: it is not blocked', async () => {
    const {service} = await sent();
    await post(change(service.email!, 9, false));
    await post(change(service.email!, 5, true));
    expect(await stateOf(service)).toBe('accepted');
  });

  it('that leave it in use, or are of another stream, block nothing', async () => {
    const {service, messages} = await sent();
    await post(bounce(messages[0] ?? '', 5, {Email: service.email!, Type: 'SoftBounce', Inactive: false}));
    await post(change(service.email!, 6, true, {MessageStream: 'broadcast'}));
    expect(await stateOf(service)).toBe('bounced');
  });

  it('keep the graver reason: a complaint is not forgotten over a bounce', async () => {
    const {service} = await sent();
    const reason = async () =>
      (await shop.client.api<{service: Service}>('GET', `/api/services/${service.id}`)).service.glance?.addresses[0];
    await post(change(service.email!, 5, true, {SuppressionReason: 'SpamComplaint'}));
    await post(change(service.email!, 6, true));
    expect(await reason()).toMatchObject({reason: 'SpamComplaint', canReactivate: false});
  });
});

const nothing = () => Promise.resolve();

it('an event that cannot be recorded is asked for again: 503, never a 4xx, but for a wrong password', async () => {
  const nobody = new MongoClient('mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=50');
  const ctx = {...shop.ctx, db: nobody.db('away')};
  const enqueue = {deliver: nothing, assign: nothing, remove: nothing};
  const server = createServer(createApp({ctx, enqueue})).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    expect(await post(delivery(randomUUID(), 1), url)).toBe(503);
    const answer = await fetch(`${url}/postmark/events`, {method: 'POST', body: '{}'});
    expect(answer.status).toBe(401);
  } finally {
    server.closeAllConnections();
    server.close();
    await nobody.close();
  }
});

it('an event that cannot be processed now stays, with its address, until it can', async () => {
  const {service} = await sent();
  const {id, event} = parseEvent(change(service.email!, 5, true), undefined);
  const record = await recordEvent(shop.ctx.db, id, event);
  const nobody = new MongoClient('mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=50');
  await processEvent({...shop.ctx, db: nobody.db('away')}, record!);
  await nobody.close();
  expect(await stateOf(service)).toBe('accepted');
  await emailEvents(shop.ctx.db).updateOne({_id: id}, {$set: {heldUntil: new Date(0)}});
  await reprocessEvents(shop.ctx);
  expect(await stateOf(service)).toBe('blocked');
});
