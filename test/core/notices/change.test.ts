/** An address that is changed after the email is out: its service is told, once for each change, and of nothing else. */
import {randomBytes} from 'node:crypto';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {Config} from '../../../core/config.ts';
import {notices} from '../../../core/notices/store.ts';
import {resendRequest} from '../../../core/requests/actions.ts';
import {answerRequest} from '../../../core/requests/answer/answer.ts';
import {askForChanged, askForStale} from '../../../core/requests/alignment/ask.ts';
import {drainShop} from '../../../core/requests/courier/drain.ts';
import {mattersForMs} from '../../../core/requests/destination/matters.ts';
import {requests} from '../../../core/requests/store.ts';
import {editService} from '../../../core/services/edit.ts';
import type {FulfillmentRequest} from '../../../core/wire.ts';
import type {TestOrder} from '../../support/world.ts';
import {createDesk, isCancelled, secondAddress, type Desk} from '../requests/support/desk.ts';

// Nothing listens where this world's webhooks go: what they would do is asked for by hand, or not at all.
let desk: Desk;
beforeAll(async () => {
  desk = await createDesk();
});
afterAll(() => desk.world.close());
beforeEach(() => desk.clear());
afterEach(() => desk.clearFaults());

const elsewhere = {address1: 'Vasagatan 12', city: 'Göteborg', zip: '411 24'};
const further = {address1: 'Skeppsbron 3', city: 'Malmö', zip: '211 20'};

/** What a webhook of a changed order leads to. */
const heard = async (order: TestOrder) => {
  const concerns = await askForChanged(desk.world.ctx.db, desk.world.shop, [order.id]);
  await desk.world.drain();
  return concerns;
};
const changed = async (order: TestOrder, change: Record<string, string | null>) => {
  await desk.readdress(order, change);
  return heard(order);
};
const stored = (request: {id: string}) =>
  requests(desk.world.ctx.db)
    .find({shop: desk.world.shop})
    .toArray()
    .then((all) => all.find(({_id}) => _id.toHexString() === request.id));
const change = async (request: FulfillmentRequest) => (await desk.now(request)).addressChange;
const isTold = ({addressChange}: FulfillmentRequest) => addressChange?.status === 'sent';

describe('a changed address', () => {
  it.each(['sent', 'fulfilled'] as const)('is told once to each address of the service: %s', async (state) => {
    const {order, request} = await desk[state]();
    await changed(order, elsewhere);
    await heard(order);
    const emails = await desk.changes();
    expect(emails).toHaveLength(state === 'sent' ? 2 : 1);
    for (const {Subject, TextBody, HtmlBody} of emails) {
      expect(Subject).toContain(order.name);
      expect(TextBody).toContain('Do not use the address in the earlier email.');
      for (const part of [...Object.values(elsewhere), 'Anna Larsson', order.lines[0]?.sku ?? '']) {
        expect(TextBody).toContain(part);
        expect(HtmlBody).toContain(part);
      }
      expect(TextBody).not.toContain('Storgatan');
    }
    expect(await desk.now(request)).toMatchObject({status: state, addressChange: {status: 'sent', acknowledged: null}});
    expect((await desk.now(request)).history.map(({event}) => event)).toContain('change sent');
  });

  it('is told each time it differs from what was told last: there and back again', async () => {
    const {order} = await desk.fulfilled();
    await changed(order, elsewhere);
    await changed(order, {});
    await changed(order, elsewhere);
    const places = (await desk.changes()).map(({TextBody}) => /Vasagatan|Storgatan/.exec(TextBody)?.[0]);
    expect(places).toEqual(['Vasagatan', 'Storgatan', 'Vasagatan']);
  });

  it('that is changed back before it is told is nothing to tell', async () => {
    const {order, request} = await desk.fulfilled();
    await desk.postmarkFault({kind: 'error', times: 1});
    await changed(order, elsewhere);
    expect(await change(request)).toMatchObject({status: 'pending'});
    await desk.readdress(order, {});
    await notices(desk.world.ctx.db).updateMany({status: 'queued'}, {$set: {dueAt: new Date()}});
    await desk.comes(request, 'that it is gone', ({addressChange}) => !addressChange);
    expect(await desk.changes()).toEqual([]);
  });

  it('is told as it is when that goes out, not as it was when it was found', async () => {
    const {order, request} = await desk.fulfilled();
    await desk.postmarkFault({kind: 'error', times: 1});
    await changed(order, elsewhere);
    await changed(order, further);
    await notices(desk.world.ctx.db).updateMany({status: 'queued'}, {$set: {dueAt: new Date()}});
    await desk.comes(request, 'the change', isTold);
    await heard(order);
    expect((await desk.changes()).map(({TextBody}) => /Vasagatan|Skeppsbron/.exec(TextBody)?.[0])).toEqual([
      'Skeppsbron',
    ]);
  });

  it('is told with the phone number, where the service is shown that', async () => {
    const {order} = await desk.fulfilled();
    await changed(order, {phone: '0046 70 999'});
    expect((await desk.changes()).map(({TextBody}) => TextBody.includes('0046 70 999'))).toEqual([true]);
  });

  it('that nobody would read off the label, or may not see, is nothing to tell', async () => {
    const discreet = await desk.world.activate({showCustomerPhone: false});
    const order = await desk.world.order(discreet.id, [1]);
    const request = await desk.ask(order);
    await desk.world.drain();
    await changed(order, {city: 'STOCKHOLM ', address1: 'Storgatan  5', phone: '0046 70 999'});
    await desk.world.outside.graphql('mutation ($i: OrderInput!) { orderUpdate(input: $i) { order { id } } }', {
      i: {id: order.id, tags: ['vip'], note: 'Gift', email: 'new@customer.example'},
    });
    await heard(order);
    // Nor once it is allowed to see more: its email said what it said.
    await editService(desk.world.ctx, desk.world.shop, discreet.id, {showCustomerPhone: true}, 'user:1');
    await heard(order);
    expect(await desk.changes()).toEqual([]);
    expect((await stored(request))?.destination?.told).toMatch(/^1\.\.[0-9a-f]{8}\.[\w-]{43}$/);
  });

  it('is found by the look that comes by itself, where the webhook was lost', async () => {
    const {db} = desk.world.ctx;
    const [one, other] = [await desk.sent(), await desk.fulfilled()];
    for (const {order} of [one, other]) await desk.readdress(order, elsewhere);
    await desk.world.drain();
    expect(await desk.changes()).toEqual([]);
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    await requests(db).updateMany({}, {$set: {createdAt: longAgo}, $unset: {alignedAt: ''}});
    await askForStale(db, desk.world.shop);
    await desk.world.drain();
    expect(await desk.changes()).toHaveLength(3);
  });
});

describe('nothing is told', () => {
  it('of a request that is cancelled meanwhile but that it is cancelled', async () => {
    const {order, request} = await desk.sent();
    await desk.readdress(order, elsewhere);
    await desk.cancelOrder(order);
    await heard(order);
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await desk.changes()).toEqual([]);
    expect(await desk.cancellations()).toHaveLength(2);
  });

  it('of one that is taken back while the notice waits', async () => {
    const {order, request} = await desk.sent();
    await desk.postmarkFault({kind: 'error', times: 1});
    await changed(order, elsewhere);
    expect(await change(request)).toMatchObject({status: 'pending'});
    await desk.cancel(request);
    await notices(desk.world.ctx.db).updateMany({status: 'queued'}, {$set: {dueAt: new Date()}});
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await desk.changes()).toEqual([]);
    expect(await change(request)).toBeUndefined();
  });

  it('where the email is not out: it says the new address itself', async () => {
    const order = await desk.world.order(desk.service.id, [1]);
    const request = await desk.ask(order);
    await changed(order, elsewhere);
    await heard(order);
    const inbox = await desk.world.outside.inbox();
    expect(inbox).toHaveLength(1);
    expect(inbox[0]?.TextBody).toContain('Vasagatan');
    expect(await change(request)).toBeUndefined();
  });

  it('once the service gave a tracking number, nor two weeks after the email', async () => {
    const {db} = desk.world.ctx;
    const [shipped, old] = [await desk.fulfilled(), await desk.fulfilled()];
    const link = {shop: desk.world.shop, requestId: shipped.request.id};
    await answerRequest(desk.world.ctx, link, {kind: 'tracking', tracking: {number: 'T1'}});
    const then = new Date(Date.now() - mattersForMs - 1000);
    await requests(db).updateMany({orderId: old.order.id}, {$set: {sendingAt: then}});
    await changed(shipped.order, elsewhere);
    expect(await changed(old.order, elsewhere)).toBe(false);
    expect(await desk.changes()).toEqual([]);
  });

  it('in another shop, nor of an order that nobody was asked to ship', async () => {
    const {order} = await desk.fulfilled();
    const {db} = desk.world.ctx;
    await desk.readdress(order, elsewhere);
    expect(await askForChanged(db, 'other.myshopify.com', [order.id])).toBe(false);
    expect(await askForChanged(db, desk.world.shop, ['gid://shopify/Order/9999'])).toBe(false);
    await desk.world.drain();
    expect(await desk.changes()).toEqual([]);
  });
});

describe('sent once more', () => {
  it('a request says the new address itself, also where its fulfillment order keeps the old one', async () => {
    const {order, request} = await desk.fulfilled();
    await desk.readdress(order, elsewhere);
    await resendRequest(desk.world.ctx, desk.world.shop, request.id, 'user:1');
    await heard(order);
    await heard(order);
    const [, again, ...more] = await desk.world.outside.inbox();
    expect(again?.TextBody).toContain('Vasagatan');
    expect(more).toEqual([]);
    // And what it said is what the next change is told by.
    await changed(order, {});
    expect((await desk.changes()).map(({TextBody}) => TextBody.includes('Storgatan'))).toEqual([true]);
  });
});

const drainWith = (config: Partial<Config>) =>
  drainShop({...desk.world.ctx, config: {...desk.world.config, ...config}}, desk.world.shop);
const look = ({id}: TestOrder) => askForChanged(desk.world.ctx.db, desk.world.shop, [id]);

describe('after a change of the encryption key', () => {
  it('an unchanged address is known by the key before, and from then on by the new one', async () => {
    const {order, request} = await desk.fulfilled();
    const before = (await stored(request))?.destination?.told;
    const rotated = {
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      ENCRYPTION_KEY_PREVIOUS: desk.world.config.ENCRYPTION_KEY,
    };
    await look(order);
    await drainWith(rotated);
    const after = (await stored(request))?.destination?.told;
    expect(after).not.toBe(before);
    expect(await desk.changes()).toEqual([]);
    // The one before is gone by now.
    await desk.readdress(order, elsewhere);
    await look(order);
    await drainWith({ENCRYPTION_KEY: rotated.ENCRYPTION_KEY});
    expect(await desk.changes()).toHaveLength(1);
  });

  it('nothing is told where the key is gone, and the next change is', async () => {
    const {order} = await desk.fulfilled();
    const lost = {ENCRYPTION_KEY: randomBytes(32).toString('base64')};
    await look(order);
    await drainWith(lost);
    expect(await desk.changes()).toEqual([]);
    await desk.readdress(order, elsewhere);
    await look(order);
    await drainWith(lost);
    expect(await desk.changes()).toHaveLength(1);
  });
});

describe('once, and only once', () => {
  it.each(['timeoutBefore', 'timeoutAfter'] as const)('whatever Postmark does: %s', async (kind) => {
    const {order, request} = await desk.fulfilled();
    await desk.postmarkFault({kind, times: 1});
    await changed(order, elsewhere);
    await desk.clearFaults();
    await desk.comes(request, 'the change', isTold);
    await heard(order);
    expect(await desk.changes()).toHaveLength(1);
  });

  it('one that could not be sent is tried again where the address is another by now, and forgotten where it is the old one', async () => {
    const {order, request} = await desk.fulfilled();
    const refused = {kind: 'error', status: 422, errorCode: 300} as const;
    const failed = async (to: Record<string, string>) => {
      await desk.postmarkFault(refused);
      await desk.readdress(order, to);
      await heard(order);
      await desk.clearFaults();
      return (await change(request))?.status;
    };
    const wants = async () => (await stored(request))?.noticeAlarm;
    expect(await failed(elsewhere)).toBe('failed');
    await heard(order);
    expect(await change(request)).toMatchObject({status: 'failed', dismissed: false});
    expect(await wants()).toBe(true);
    await changed(order, further);
    expect((await desk.changes()).map(({TextBody}) => TextBody.includes('Skeppsbron'))).toEqual([true]);
    expect(await wants()).toBe(false);
    expect(await failed(elsewhere)).toBe('failed');
    await changed(order, further);
    // What is told last is what it is again.
    expect((await change(request))?.status).not.toBe('failed');
    expect(await wants()).toBe(false);
    expect(await desk.changes()).toHaveLength(1);
  });

  it('though several couriers and webhooks come at once', async () => {
    const {order, request} = await desk.sent();
    await desk.readdress(order, elsewhere);
    await Promise.all([heard(order), heard(order), heard(order), heard(order)]);
    await desk.comes(request, 'the change', isTold);
    await heard(order);
    expect(await desk.changes(secondAddress)).toHaveLength(1);
    expect(await desk.changes()).toHaveLength(2);
  });

  it('where one of two addresses had it when the address changed again: both have the last', async () => {
    const {order, request} = await desk.sent();
    const before = await stored(request);
    // As it stands where Postmark took one of the two and asked to be tried again for the other.
    const {db} = desk.world.ctx;
    await changed(order, elsewhere);
    const notice = await notices(db).findOne({orderId: order.id});
    if (!notice || !before?.destination) throw new Error('Nothing was told.');
    const messages = notice.messages.map((one) =>
      one.address === secondAddress ? {...one, state: 'pending' as const, messageId: null} : one,
    );
    await notices(db).updateOne({_id: notice._id}, {$set: {status: 'queued', dueAt: new Date(), messages}});
    await requests(db).updateOne({orderId: order.id}, {$set: {destination: before.destination}});
    await desk.readdress(order, further);
    await desk.comes(request, 'the change', isTold);
    for (const to of [desk.confirming.email ?? '', secondAddress]) {
      expect((await desk.changes(to)).at(-1)?.TextBody).toContain('Skeppsbron');
    }
  });
});
