/** Webhooks that never came: Postmark is asked what became of the emails, in the same words, and only so often. */
import {randomUUID} from 'node:crypto';
import {afterAll, afterEach, beforeAll, beforeEach, expect, it} from 'vitest';
import {pollEvents} from '../../core/email/events/poll.ts';
import {numericId} from '../../core/ids.ts';
import {requests} from '../../core/requests/store.ts';
import type {FulfillmentRequest, Service, ServiceInput} from '../../core/wire.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.outside.postmark('settings', {webhooks: false}));
afterEach(async () => {
  await fetch(`${shop.postmarkUrl}/sandbox/faults`, {method: 'DELETE'});
  await shop.outside.postmark('settings', {webhooks: true, searchLagMs: 0});
  // What one test leaves without a word is nothing to the next.
  await requests(shop.ctx.db).updateMany({}, {$unset: {quietSince: ''}});
  await shop.ctx.db.collection('postmarkPolls').deleteMany({});
});

const minute = 60_000;
const day = 24 * 60 * minute;
const after = (ms: number) => pollEvents(shop.ctx, new Date(Date.now() + ms));
const happen = (event: Record<string, unknown>) => shop.outside.postmark('events', event);
const read = async (id: string) =>
  (await shop.client.api<{request: FulfillmentRequest}>('GET', `/api/requests/${id}`)).request;
const stored = async (id: string) =>
  (await requests(shop.ctx.db).find({shop: shop.shop}).toArray()).find(({_id}) => _id.toHexString() === id);

async function sent(more: Partial<ServiceInput> = {}) {
  const service = await shop.activate({email: `w-${randomUUID().slice(0, 8)}@warehouse.example`, ...more});
  const id = await ask(service);
  const messages = (await read(id)).delivery?.messages.map(({messageId}) => messageId ?? '') ?? [];
  return {service, id, messages};
}
async function ask(service: Service): Promise<string> {
  const order = await shop.order(service.id, [1]);
  const {requests: made} = await shop.client.api<{requests: FulfillmentRequest[]}>(
    'POST',
    `/api/orders/${numericId(order.id)}/requests`,
    {},
    {'idempotency-key': randomUUID()},
  );
  await shop.drain();
  return made[0]!.id;
}

it('a delivery and an opening that were never told are found, after a while and once', async () => {
  const {id, messages} = await sent();
  await happen({messageId: messages[0], type: 'Delivery'});
  await happen({messageId: messages[0], type: 'Open'});
  expect(await after(0)).toBe(0);
  expect(await read(id)).toMatchObject({delivery: {status: 'accepted', opened: false}});
  expect(await after(16 * minute)).toBe(2);
  const request = await read(id);
  expect(request).toMatchObject({delivery: {status: 'delivered', opened: true}});
  expect(request.history.slice(-2).map(({event, by}) => `${event} by ${by}`)).toEqual([
    'delivered by postmark',
    'opened by postmark',
  ]);
  // Nothing more is expected of it; the webhook that comes after all says nothing new.
  expect((await stored(id))?.quietSince).toBeUndefined();
  await shop.outside.postmark('settings', {webhooks: true});
  await happen({messageId: messages[0], type: 'Delivery'});
  await shop.idle();
  expect((await read(id)).history).toHaveLength(request.history.length);
});

it('a bounce that was never told is found in the list of bounces, also long after the delivery, and blocks the address', async () => {
  const {id, service, messages} = await sent();
  await happen({messageId: messages[0], type: 'Delivery'});
  await after(16 * minute);
  await happen({messageId: messages[0], type: 'HardBounce'});
  await after(32 * minute);
  expect(await read(id)).toMatchObject({delivery: {status: 'bounced'}});
  expect(await read(await ask(service))).toMatchObject({failure: {code: 'email_address_blocked'}});
  await after(48 * minute);
  expect((await read(id)).history.filter(({event}) => event === 'bounced')).toHaveLength(1);
});

it('a complaint that was never told is found as one', async () => {
  const {id, messages} = await sent();
  await happen({messageId: messages[0], type: 'SpamComplaint'});
  await after(16 * minute);
  expect(await read(id)).toMatchObject({delivery: {status: 'complained'}});
});

it('a delay, then a bounce of one address: what is found later never turns the worse into the better', async () => {
  const {id, messages} = await sent({additionalEmails: [`x-${randomUUID().slice(0, 8)}@warehouse.example`]});
  await happen({messageId: messages[0], type: 'Transient'});
  await happen({messageId: messages[1], type: 'Delivery'});
  await after(16 * minute);
  expect(await read(id)).toMatchObject({
    delivery: {status: 'delayed', messages: [{status: 'delayed'}, {status: 'delivered'}]},
  });
  await happen({messageId: messages[0], type: 'SoftBounce', inactive: false});
  await after(60 * minute);
  await after(2 * day);
  expect(await read(id)).toMatchObject({delivery: {messages: [{status: 'bounced'}, {status: 'delivered'}]}});
});

it('the email of a cancellation is looked after likewise', async () => {
  const {id} = await sent({fulfillOn: 'confirmation'});
  await shop.client.api('POST', `/api/requests/${id}/cancel`);
  await shop.drain();
  const messageId = (await read(id)).cancellation?.delivery?.messages[0]?.messageId;
  await happen({messageId, type: 'Delivery'});
  await after(16 * minute);
  expect(await read(id)).toMatchObject({cancellation: {delivery: {status: 'delivered'}}});
});

it('an email of which Postmark says nothing is asked about at twice its age each time, and no more after 14 days', async () => {
  const {id} = await sent();
  await shop.outside.postmark('settings', {searchLagMs: 'never'});
  const dueAt = async () => ((await stored(id))?.quietSince?.getTime() ?? Number.NaN) + 15 * minute - Date.now();
  await after(16 * minute);
  expect((await dueAt()) / minute).toBeCloseTo(32, 0);
  await after(20 * minute);
  expect((await dueAt()) / minute).toBeCloseTo(32, 0);
  await after(40 * minute);
  expect((await dueAt()) / minute).toBeCloseTo(80, 0);
  await after(15 * day);
  expect((await stored(id))?.quietSince).toBeUndefined();
  expect(await read(id)).toMatchObject({delivery: {status: 'accepted'}});
});

it('while Postmark cannot be asked nothing is lost', async () => {
  const {id, messages} = await sent();
  await happen({messageId: messages[0], type: 'Delivery'});
  await shop.outside.postmark('faults', {operation: 'details', kind: 'error', rate: 1});
  await shop.outside.postmark('faults', {operation: 'bounces', kind: 'html', rate: 1});
  expect(await after(16 * minute)).toBe(0);
  await fetch(`${shop.postmarkUrl}/sandbox/faults`, {method: 'DELETE'});
  await after(40 * minute);
  expect(await read(id)).toMatchObject({delivery: {status: 'delivered'}});
});

it('two that look at once tell each thing once', async () => {
  const {id, messages} = await sent();
  await happen({messageId: messages[0], type: 'Delivery'});
  const found = await Promise.all([after(16 * minute), after(16 * minute)]);
  expect(found.toSorted()).toEqual([0, 1]);
  expect((await read(id)).history.filter(({event}) => event === 'delivered')).toHaveLength(1);
});
