/** Addresses that Postmark sends nothing to: requests wait for them, the merchant sees it, and a mended or lifted one sends what waited. */
import {randomUUID} from 'node:crypto';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {blockKey} from '../../core/email/health/blocks.ts';
import {numericId} from '../../core/ids.ts';
import {shopsStandingStill} from '../../core/requests/sweep.ts';
import {requests} from '../../core/requests/store.ts';
import type {ApiError, FulfillmentRequest, Service} from '../../core/wire.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());
afterEach(() => fetch(`${shop.postmarkUrl}/sandbox/faults`, {method: 'DELETE'}));

const fresh = () => `dead-${randomUUID().slice(0, 8)}@warehouse.example`;

async function ask(service: Service): Promise<FulfillmentRequest> {
  const order = await shop.order(service.id, [1]);
  const {requests: made} = await shop.client.api<{requests: FulfillmentRequest[]}>(
    'POST',
    `/api/orders/${numericId(order.id)}/requests`,
    {},
    {'idempotency-key': randomUUID()},
  );
  await shop.drain();
  return read(made[0]!.id);
}
const read = async (id: string) =>
  (await shop.client.api<{request: FulfillmentRequest}>('GET', `/api/requests/${id}`)).request;
const glance = async ({id}: Service) =>
  (await shop.client.api<{service: Service}>('GET', `/api/services/${id}`)).service.glance;
const mailsTo = async (address: string) => (await shop.outside.inbox()).filter(({To}) => To === address);
const reactivate = (id: string, address: string) =>
  shop.client.call<{service: Service} & ApiError>('POST', `/api/services/${id}/addresses/reactivation`, {address});

/** Makes something happen at Postmark, which calls the app. */
async function happen(event: Record<string, unknown>): Promise<void> {
  await shop.outside.postmark('events', event);
  await shop.idle();
}
/** Suppresses an address at Postmark, past the app: as another shop's bounce, or a person in Postmark's pages. */
async function suppress(address: string, change: 'suppressions' | 'suppressions/delete' = 'suppressions') {
  const response = await fetch(`${shop.postmarkUrl}/message-streams/outbound/${change}`, {
    method: 'POST',
    headers: {
      'X-Postmark-Server-Token': shop.config.POSTMARK_SERVER_TOKEN,
      'Content-Type': 'application/json',
      Accept: 'application/json',
    },
    body: JSON.stringify({Suppressions: [{EmailAddress: address}]}),
  });
  expect(response.status).toBe(200);
}
/** A service whose first email came back, so that mail to it is blocked. */
async function bouncedService(type = 'HardBounce'): Promise<{service: Service; first: FulfillmentRequest}> {
  const service = await shop.activate({email: fresh()});
  const first = await ask(service);
  await happen({messageId: first.delivery?.messages[0]?.messageId, type});
  return {service, first};
}

describe('after a hard bounce', () => {
  it('the address shows as blocked; the next request waits, says why, and needs a person', async () => {
    const {service} = await bouncedService();
    expect(await glance(service)).toMatchObject({
      addresses: [{address: service.email, state: 'blocked', reason: 'HardBounce', canReactivate: true}],
      waiting: 0,
    });
    const request = await ask(service);
    expect(request).toMatchObject({
      status: 'queued',
      delivery: null,
      failure: {code: 'email_address_blocked', message: expect.stringContaining('goes out by itself')},
    });
    expect(request.history.map(({event}) => event)).toEqual(['queued', 'waiting']);
    expect(await mailsTo(service.email!)).toHaveLength(1);
    expect(await glance(service)).toMatchObject({waiting: 1, attention: 2});
    const {items} = await shop.client.api<{items: {id: string}[]}>('GET', '/api/requests?attention=true');
    expect(items.map(({id}) => id)).toContain(request.id);
    // It stands still for a reason: nobody is sent to look again and again.
    expect(await shopsStandingStill(shop.ctx)).not.toContain(shop.shop);
    await shop.drain();
    expect((await read(request.id)).history).toHaveLength(2);
  });

  it('a new address gets what waited, by itself', async () => {
    const {service} = await bouncedService();
    const request = await ask(service);
    const mended = fresh();
    shop.enqueued.length = 0;
    await shop.client.api('PATCH', `/api/services/${service.id}`, {email: mended});
    expect(shop.enqueued).toEqual([{job: 'deliver', of: shop.shop}]);
    await shop.drain();
    expect(await read(request.id)).toMatchObject({status: 'fulfilled', delivery: {messages: [{address: mended}]}});
    expect(await mailsTo(mended)).toHaveLength(1);
    expect(await glance(service)).toMatchObject({addresses: [{address: mended, state: 'accepted'}], waiting: 0});
  });

  it('the merchant lifts the block, whatever the case it is written in: what waited is sent once', async () => {
    const {service} = await bouncedService();
    const request = await ask(service);
    shop.enqueued.length = 0;
    const {status, body} = await reactivate(service.id, service.email!.toUpperCase());
    expect(status).toBe(200);
    expect(body.service.glance).toMatchObject({addresses: [{state: 'bounced'}]});
    expect(shop.enqueued).toEqual([{job: 'deliver', of: shop.shop}]);
    await shop.idle();
    await shop.drain();
    const done = await read(request.id);
    expect(done).toMatchObject({status: 'fulfilled', delivery: {status: 'accepted'}});
    expect(done.failure).toBeUndefined();
    expect(await mailsTo(service.email!)).toHaveLength(2);
    expect((await glance(service))?.addresses).toMatchObject([{state: 'accepted'}]);
  });

  it('a lift in Postmark itself makes due what waited', async () => {
    const {service} = await bouncedService();
    const request = await ask(service);
    await suppress(service.email!, 'suppressions/delete');
    await expect.poll(() => shopsStandingStill(shop.ctx)).toContain(shop.shop);
    await shop.idle();
    await shop.drain();
    expect(await read(request.id)).toMatchObject({status: 'fulfilled'});
  });

  it('a lift in Postmark of which the word is lost is found after a while', async () => {
    const {service} = await bouncedService();
    const request = await ask(service);
    await shop.outside.postmark('settings', {webhooks: false});
    await suppress(service.email!, 'suppressions/delete');
    await shop.outside.postmark('settings', {webhooks: true});
    await shop.drain();
    expect(await read(request.id)).toMatchObject({status: 'queued'});
    const longAgo = new Date(Date.now() - 3_600_000);
    await requests(shop.ctx.db).updateOne(
      {shop: shop.shop, serviceId: service.id, status: 'queued'},
      {$set: {dueAt: longAgo}},
    );
    await shop.ctx.db
      .collection<{_id: string}>('addressBlocks')
      .updateOne({_id: blockKey('outbound', service.email!)}, {$set: {askedAt: longAgo}});
    await shop.drain();
    expect(await read(request.id)).toMatchObject({status: 'fulfilled'});
  });

  it('one of several addresses: the others get theirs, and the dead one is shown', async () => {
    const dead = fresh();
    const service = await shop.activate({email: fresh(), additionalEmails: [dead]});
    await suppress(dead);
    await shop.idle();
    const request = await ask(service);
    expect(request).toMatchObject({
      status: 'fulfilled',
      delivery: {
        messages: [
          {address: service.email, status: 'accepted'},
          {address: dead, status: 'refused', messageId: null},
        ],
      },
    });
    expect(await mailsTo(dead)).toEqual([]);
    expect((await glance(service))?.addresses).toMatchObject([
      {address: service.email, state: 'accepted'},
      {address: dead, state: 'blocked', reason: 'ManualSuppression'},
    ]);
  });
});

describe('after a complaint', () => {
  it('the block stays, and the answer says so; Postmark is not asked', async () => {
    const {service} = await bouncedService('SpamComplaint');
    expect((await glance(service))?.addresses).toMatchObject([
      {state: 'blocked', reason: 'SpamComplaint', canReactivate: false},
    ]);
    const request = await ask(service);
    expect(request).toMatchObject({status: 'queued', failure: {code: 'email_address_blocked'}});
    expect(await reactivate(service.id, service.email!)).toMatchObject({
      status: 409,
      body: {error: {code: 'email_block_stays'}},
    });
    expect(await read(request.id)).toMatchObject({status: 'queued'});
  });

  it('of which only Postmark knows, it refuses to lift: from then on the reason is known', async () => {
    const {service} = await bouncedService('SpamComplaint');
    await shop.ctx.db
      .collection<{_id: string}>('addressBlocks')
      .updateOne({_id: blockKey('outbound', service.email!)}, {$set: {reason: null}});
    expect((await reactivate(service.id, service.email!)).body.error.code).toBe('email_block_stays');
    expect((await glance(service))?.addresses).toMatchObject([{reason: 'SpamComplaint', canReactivate: false}]);
  });
});

describe('a refusal by Postmark', () => {
  it('at the send itself makes the request wait, not fail; lifting it sends one email', async () => {
    const service = await shop.activate({email: fresh()});
    await shop.outside.postmark('settings', {webhooks: false});
    await suppress(service.email!);
    await shop.outside.postmark('settings', {webhooks: true});
    const request = await ask(service);
    expect(request).toMatchObject({status: 'queued', failure: {code: 'email_address_blocked'}});
    expect((await glance(service))?.addresses).toMatchObject([{state: 'blocked', reason: null, canReactivate: true}]);
    await reactivate(service.id, service.email!);
    await shop.drain();
    expect(await read(request.id)).toMatchObject({status: 'fulfilled'});
    expect(await mailsTo(service.email!)).toHaveLength(1);
  });

  it('of a test email counts as well', async () => {
    const service = await shop.activate({email: fresh()});
    await shop.outside.postmark('settings', {webhooks: false});
    await suppress(service.email!);
    await shop.outside.postmark('settings', {webhooks: true});
    await shop.client.call('POST', `/api/services/${service.id}/test-email`);
    expect((await glance(service))?.addresses).toMatchObject([{state: 'blocked'}]);
  });
});

describe('lifting', () => {
  it('takes an address of the service alone, of this shop alone, and not too often', async () => {
    const {service} = await bouncedService();
    expect(await reactivate(service.id, 'other@warehouse.example')).toMatchObject({
      status: 422,
      body: {error: {code: 'invalid_input'}},
    });
    expect(await reactivate(service.id, {$gt: ''} as unknown as string)).toMatchObject({status: 422});
    expect(await reactivate('0'.repeat(24), service.email!)).toMatchObject({status: 404});
    for (let time = 0; time < 5; time++) expect((await reactivate(service.id, service.email!)).status).toBe(200);
    expect(await reactivate(service.id, service.email!)).toMatchObject({
      status: 429,
      body: {error: {code: 'rate_limited'}},
    });
  });

  it('that Postmark does not answer changes nothing', async () => {
    const {service} = await bouncedService();
    await shop.outside.postmark('faults', {operation: 'suppressions', kind: 'error', rate: 1});
    expect(await reactivate(service.id, service.email!)).toMatchObject({
      status: 503,
      body: {error: {code: 'email_unavailable'}},
    });
    expect((await glance(service))?.addresses).toMatchObject([{state: 'blocked'}]);
  });
});

it('keeps neither the address nor the shop, and no event keeps the address once it is noted', async () => {
  const {service} = await bouncedService();
  await shop.idle();
  const kept = await shop.ctx.db
    .collection<{_id: string}>('addressBlocks')
    .findOne({_id: blockKey('outbound', service.email!)});
  expect(kept).toMatchObject({blocked: true, reason: 'HardBounce'});
  const events = await shop.ctx.db.collection('emailEvents').find({}).toArray();
  expect(JSON.stringify([kept, events])).not.toMatch(/@warehouse|"block":/);
  expect(JSON.stringify(kept)).not.toContain(shop.shop);
});
