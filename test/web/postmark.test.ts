/** Postmark's webhooks over HTTP: who may call, once, in any order, and what the request shows then. */
import {randomUUID} from 'node:crypto';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {emailEvents} from '../../core/email/events/store.ts';
import {reprocessEvents} from '../../core/email/events/process.ts';
import {webhookCredentials} from '../../core/email/webhookCredentials.ts';
import {resendRequest} from '../../core/requests/actions.ts';
import {createRequests} from '../../core/requests/create.ts';
import type {FulfillmentRequest, Service} from '../../core/wire.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());
beforeEach(() => emailEvents(shop.ctx.db).deleteMany({}));

let count = 0;
/** A request whose email is sent. */
async function sent(more: Parameters<ShopWithWeb['activate']>[0] = {}): Promise<{id: string; service: Service}> {
  const service = await shop.activate(more);
  const order = await shop.order(service.id, [1]);
  const caller = {idempotencyKey: `event-${++count}`, by: 'user:1'};
  const [request] = await createRequests(shop.ctx, shop.shop, order.id, {}, caller);
  await shop.drain();
  return {id: request?.id ?? '', service};
}
const read = async (id: string) =>
  (await shop.client.api<{request: FulfillmentRequest}>('GET', `/api/requests/${id}`)).request;
const messageId = async (id: string, at = 0) => (await read(id)).delivery?.messages[at]?.messageId ?? '';

/** Makes something happen at Postmark, which calls the app. */
async function happen(event: Record<string, unknown>): Promise<number[]> {
  const {deliveries} = await shop.outside.postmark<{deliveries: {attempts: number[]}[]}>('events', event);
  await shop.idle();
  return deliveries.flatMap(({attempts}) => attempts);
}

const basic = () => {
  const {user, password} = webhookCredentials(shop.config.POSTMARK_SERVER_TOKEN);
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
};
async function post(body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${shop.url}/postmark/events`, {
    method: 'POST',
    headers: {authorization: basic(), 'content-type': 'application/json', ...headers},
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  await response.text();
  await shop.idle();
  return response;
}

describe('a call', () => {
  it('without the right password is refused, whatever it says', async () => {
    const event = {RecordType: 'Delivery', MessageID: 'x'};
    for (const authorization of ['', 'Basic', 'Basic !!!', `Basic ${btoa('postmark:wrong')}`, 'Bearer x']) {
      const answer = await post(event, {authorization});
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('Basic');
    }
    expect(await emailEvents(shop.ctx.db).countDocuments()).toBe(0);
  });

  it('is answered with exactly 200, also for events of no use here; nonsense is not', async () => {
    expect((await post({RecordType: 'Delivery', MessageID: randomUUID(), Metadata: {}})).status).toBe(200);
    expect((await post({RecordType: 'SubscriptionChange', MessageID: null, SuppressSending: true})).status).toBe(200);
    expect((await post({RecordType: 'SomethingNew'})).status).toBe(200);
    expect((await post('{')).status).toBe(400);
    expect((await post([])).status).toBe(422);
    expect((await post({RecordType: 'Bounce', Content: 'x'.repeat(1_100_000)})).status).toBe(413);
    expect((await fetch(`${shop.url}/postmark/events`, {headers: {authorization: basic()}})).status).toBe(405);
  });
});

describe('an email', () => {
  it('that arrived and was opened shows so, with its history, once', async () => {
    const {id} = await sent();
    expect(await happen({messageId: await messageId(id), type: 'Delivery', duplicates: 3})).toEqual([
      200, 200, 200, 200,
    ]);
    await happen({messageId: await messageId(id), type: 'Open'});
    await happen({messageId: await messageId(id), type: 'Open'});
    const request = await read(id);
    expect(request).toMatchObject({status: 'fulfilled', delivery: {status: 'delivered', opened: true}});
    const words = request.history.map(({event, by}) => `${event} by ${by}`);
    expect(words.slice(-2)).toEqual(['delivered by postmark', 'opened by postmark']);
  });

  it('that bounced needs a person until it is sent once more', async () => {
    const {id, service} = await sent();
    await happen({messageId: await messageId(id), type: 'Delivery'});
    await happen({messageId: await messageId(id), type: 'Bounce', bounceType: 'HardBounce'});
    expect(await read(id)).toMatchObject({status: 'fulfilled', delivery: {status: 'bounced'}});
    const needy = async () =>
      (await shop.client.api<{items: {id: string}[]}>('GET', '/api/requests?attention=true')).items.map(
        (one) => one.id,
      );
    expect(await needy()).toContain(id);
    const glance = (await shop.client.api<{service: Service}>('GET', `/api/services/${service.id}`)).service.glance;
    expect(glance).toMatchObject({attention: 1, bounces: 1, lastEmail: {delivery: 'bounced'}});
    await shop.client.api('PATCH', `/api/services/${service.id}`, {email: 'mended@warehouse.example'});
    await resendRequest(shop.ctx, shop.shop, id, 'user:1');
    await shop.drain();
    expect(await read(id)).toMatchObject({
      delivery: {status: 'accepted', messages: [{address: 'mended@warehouse.example'}]},
    });
    expect(await needy()).not.toContain(id);
  });

  it('that only waits, or is answered by a machine, is no failure', async () => {
    const {id} = await sent();
    await happen({messageId: await messageId(id), type: 'Bounce', bounceType: 'AutoResponder'});
    expect(await read(id)).toMatchObject({delivery: {status: 'accepted'}});
    await happen({messageId: await messageId(id), type: 'Bounce', bounceType: 'Transient'});
    expect(await read(id)).toMatchObject({delivery: {status: 'delayed'}});
    await happen({messageId: await messageId(id), type: 'Delivery'});
    expect(await read(id)).toMatchObject({delivery: {status: 'delivered'}});
  });

  it('of several: the worst shows first, each by its own address', async () => {
    const {id} = await sent({additionalEmails: ['two@warehouse.example']});
    await happen({messageId: await messageId(id, 0), type: 'Delivery'});
    await happen({messageId: await messageId(id, 1), type: 'SpamComplaint'});
    expect(await read(id)).toMatchObject({
      delivery: {
        status: 'complained',
        messages: [{status: 'delivered'}, {address: 'two@warehouse.example', status: 'complained'}],
      },
    });
  });
});

describe('the word of an event', () => {
  it('that comes before the answer of the send waits for it', async () => {
    const service = await shop.activate();
    const order = await shop.order(service.id, [1]);
    await shop.outside.postmark('settings', {autoDeliver: true});
    await shop.outside.postmark('faults', {operation: 'batch', kind: 'timeoutAfter', rate: 1, ms: 400, times: 1});
    const caller = {idempotencyKey: `event-${++count}`, by: 'user:1'};
    const [request] = await createRequests(shop.ctx, shop.shop, order.id, {}, caller);
    await shop.drain();
    await shop.outside.postmark('settings', {autoDeliver: false});
    const id = request?.id ?? '';
    await expect
      .poll(
        async () => {
          await shop.drain();
          await reprocessEvents(shop.ctx);
          return read(id);
        },
        {timeout: 15_000},
      )
      .toMatchObject({status: 'fulfilled', delivery: {status: 'delivered'}});
    expect((await shop.outside.inbox()).filter(({To}) => To === service.email)).toHaveLength(1);
  });

  it('proves that an email was sent which search never shows: it is not sent again', async () => {
    const service = await shop.activate();
    const order = await shop.order(service.id, [1]);
    await shop.outside.postmark('settings', {autoDeliver: true, searchLagMs: 'never'});
    await shop.outside.postmark('faults', {operation: 'batch', kind: 'timeoutAfter', rate: 1, ms: 3000, times: 1});
    const caller = {idempotencyKey: `event-${++count}`, by: 'user:1'};
    const [request] = await createRequests(shop.ctx, shop.shop, order.id, {}, caller);
    await expect
      .poll(
        async () => {
          await shop.drain();
          return read(request?.id ?? '');
        },
        {timeout: 15_000},
      )
      .toMatchObject({status: 'fulfilled'});
    await shop.outside.postmark('settings', {autoDeliver: false, searchLagMs: 0});
    expect((await shop.outside.inbox()).filter(({To}) => To === service.email)).toHaveLength(1);
  });

  it('finds the request by the id of the message where the key is missing', async () => {
    const {id} = await sent();
    const event = {RecordType: 'Delivery', MessageID: await messageId(id), DeliveredAt: new Date().toISOString()};
    expect((await post(event)).status).toBe(200);
    expect(await read(id)).toMatchObject({delivery: {status: 'delivered'}});
  });

  it('that could not be processed is done by the sweeper', async () => {
    const {id} = await sent();
    const now = new Date(Date.now() - 60_000);
    await emailEvents(shop.ctx.db).insertOne({
      _id: 'left by a crash',
      type: 'Delivery',
      key: null,
      messageId: await messageId(id),
      at: now,
      bounce: null,
      receivedAt: now,
      processedAt: null,
      attempts: 1,
      heldUntil: now,
    });
    await reprocessEvents(shop.ctx);
    expect(await read(id)).toMatchObject({delivery: {status: 'delivered'}});
    expect(await emailEvents(shop.ctx.db).findOne({_id: 'left by a crash'})).toMatchObject({
      processedAt: expect.any(Date),
      shop: shop.shop,
    });
  });
});
