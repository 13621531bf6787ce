/** An address that is changed after the email is out: its service is told, and of nothing else. */
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {notices} from '../../../core/notices/store.ts';
import {resendRequest} from '../../../core/requests/actions.ts';
import {answerRequest} from '../../../core/requests/answer/answer.ts';
import {askForChanged, askForStale} from '../../../core/requests/alignment/ask.ts';
import {mattersForMs} from '../../../core/requests/destination/matters.ts';
import {requests} from '../../../core/requests/store.ts';
import {editService} from '../../../core/services/edit.ts';
import {createDesk, isCancelled, type Desk} from '../requests/support/desk.ts';
import {changed, elsewhere, further, heard, isTold, stored} from './support/changes.ts';

// Nothing listens where this world's webhooks go: what they would do is asked for by hand, or not at all.
let desk: Desk;
beforeAll(async () => {
  desk = await createDesk();
});
afterAll(() => desk.world.close());
beforeEach(() => desk.clear());
afterEach(() => desk.clearFaults());

describe('a changed address', () => {
  it.each(['sent', 'fulfilled'] as const)('is told once to each address of the service: %s', async (state) => {
    const {order, request} = await desk[state]();
    await changed(desk, order, elsewhere);
    await heard(desk, order);
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
    await changed(desk, order, elsewhere);
    await changed(desk, order, {});
    await changed(desk, order, elsewhere);
    const places = (await desk.changes()).map(({TextBody}) => /Vasagatan|Storgatan/.exec(TextBody)?.[0]);
    expect(places).toEqual(['Vasagatan', 'Storgatan', 'Vasagatan']);
  });

  it('that is changed back before it is told is nothing to tell', async () => {
    const {order, request} = await desk.fulfilled();
    await desk.postmarkFault({kind: 'error', times: 1});
    await changed(desk, order, elsewhere);
    expect((await desk.now(request)).addressChange).toMatchObject({status: 'pending'});
    await desk.readdress(order, {});
    await notices(desk.world.ctx.db).updateMany({status: 'queued'}, {$set: {dueAt: new Date()}});
    await desk.comes(request, 'that it is gone', ({addressChange}) => !addressChange);
    expect(await desk.changes()).toEqual([]);
  });

  it('is told as it is when that goes out, not as it was when it was found', async () => {
    const {order, request} = await desk.fulfilled();
    await desk.postmarkFault({kind: 'error', times: 1});
    await changed(desk, order, elsewhere);
    await changed(desk, order, further);
    await notices(desk.world.ctx.db).updateMany({status: 'queued'}, {$set: {dueAt: new Date()}});
    await desk.comes(request, 'the change', isTold);
    await heard(desk, order);
    expect((await desk.changes()).map(({TextBody}) => /Vasagatan|Skeppsbron/.exec(TextBody)?.[0])).toEqual([
      'Skeppsbron',
    ]);
  });

  it('is told with the phone number, where the service is shown that', async () => {
    const {order} = await desk.fulfilled();
    await changed(desk, order, {phone: '0046 70 999'});
    expect((await desk.changes()).map(({TextBody}) => TextBody.includes('0046 70 999'))).toEqual([true]);
  });

  it('that nobody would read off the label, or may not see, is nothing to tell', async () => {
    const discreet = await desk.world.activate({showCustomerPhone: false});
    const order = await desk.world.order(discreet.id, [1]);
    const request = await desk.ask(order);
    await desk.world.drain();
    await changed(desk, order, {city: 'STOCKHOLM ', address1: 'Storgatan  5', phone: '0046 70 999'});
    await desk.world.outside.graphql('mutation ($i: OrderInput!) { orderUpdate(input: $i) { order { id } } }', {
      i: {id: order.id, tags: ['vip'], note: 'Gift', email: 'new@customer.example'},
    });
    await heard(desk, order);
    // Nor once it is allowed to see more: its email said what it said.
    await editService(desk.world.ctx, desk.world.shop, discreet.id, {showCustomerPhone: true}, 'user:1');
    await heard(desk, order);
    expect(await desk.changes()).toEqual([]);
    expect((await stored(desk, request)).destination?.told).toMatch(/^1\.\.[0-9a-f]{8}\.[\w-]{43}$/);
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
    await heard(desk, order);
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await desk.changes()).toEqual([]);
    expect(await desk.cancellations()).toHaveLength(2);
  });

  it('of one that is taken back while the notice waits', async () => {
    const {order, request} = await desk.sent();
    await desk.postmarkFault({kind: 'error', times: 1});
    await changed(desk, order, elsewhere);
    expect((await desk.now(request)).addressChange).toMatchObject({status: 'pending'});
    await desk.cancel(request);
    await notices(desk.world.ctx.db).updateMany({status: 'queued'}, {$set: {dueAt: new Date()}});
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await desk.changes()).toEqual([]);
    expect((await desk.now(request)).addressChange).toBeUndefined();
  });

  it('where the email is not out: it says the new address itself', async () => {
    const order = await desk.world.order(desk.service.id, [1]);
    const request = await desk.ask(order);
    await changed(desk, order, elsewhere);
    await heard(desk, order);
    const inbox = await desk.world.outside.inbox();
    expect(inbox).toHaveLength(1);
    expect(inbox[0]?.TextBody).toContain('Vasagatan');
    expect((await desk.now(request)).addressChange).toBeUndefined();
  });

  it('once the service gave a tracking number, nor two weeks after the email', async () => {
    const {db} = desk.world.ctx;
    const [shipped, old] = [await desk.fulfilled(), await desk.fulfilled()];
    const link = {shop: desk.world.shop, requestId: shipped.request.id};
    await answerRequest(desk.world.ctx, link, {kind: 'tracking', tracking: {number: 'T1'}});
    const then = new Date(Date.now() - mattersForMs - 1000);
    await requests(db).updateMany({orderId: old.order.id}, {$set: {sendingAt: then}});
    await changed(desk, shipped.order, elsewhere);
    expect(await changed(desk, old.order, elsewhere)).toBe(false);
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
    await heard(desk, order);
    await heard(desk, order);
    const [, again, ...more] = await desk.world.outside.inbox();
    expect(again?.TextBody).toContain('Vasagatan');
    expect(more).toEqual([]);
    // And what it said is what the next change is told by.
    await changed(desk, order, {});
    expect((await desk.changes()).map(({TextBody}) => TextBody.includes('Storgatan'))).toEqual([true]);
  });
});
