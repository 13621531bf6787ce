/** A changed address is told once and only once: whatever Postmark does, and whatever becomes of the key it is known by. */
import {randomBytes} from 'node:crypto';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {Config} from '../../../core/config.ts';
import {notices} from '../../../core/notices/store.ts';
import {askForChanged} from '../../../core/requests/alignment/ask.ts';
import {drainShop} from '../../../core/requests/courier/drain.ts';
import {requests} from '../../../core/requests/store.ts';
import type {TestOrder} from '../../support/world.ts';
import {createDesk, secondAddress, type Desk} from '../requests/support/desk.ts';
import {changed, elsewhere, further, heard, isTold, stored} from './support/changes.ts';

// Nothing listens where this world's webhooks go: what they would do is asked for by hand, or not at all.
let desk: Desk;
beforeAll(async () => {
  desk = await createDesk();
});
afterAll(() => desk.world.close());
beforeEach(() => desk.clear());
afterEach(() => desk.clearFaults());

const drainWith = (config: Partial<Config>) =>
  drainShop({...desk.world.ctx, config: {...desk.world.config, ...config}}, desk.world.shop);
const look = ({id}: TestOrder) => askForChanged(desk.world.ctx.db, desk.world.shop, [id]);

describe('after a change of the encryption key', () => {
  it('an unchanged address is known by the key before, and from then on by the new one', async () => {
    const {order, request} = await desk.fulfilled();
    const before = (await stored(desk, request)).destination?.told;
    const rotated = {
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      ENCRYPTION_KEY_PREVIOUS: desk.world.config.ENCRYPTION_KEY,
    };
    await look(order);
    await drainWith(rotated);
    const after = (await stored(desk, request)).destination?.told;
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
    await changed(desk, order, elsewhere);
    await desk.clearFaults();
    await desk.comes(request, 'the change', isTold);
    await heard(desk, order);
    expect(await desk.changes()).toHaveLength(1);
  });

  it('one that could not be sent is tried again where the address is another by now, and forgotten where it is the old one', async () => {
    const {order, request} = await desk.fulfilled();
    const refused = {kind: 'error', status: 422, errorCode: 300} as const;
    const failed = async (to: Record<string, string>) => {
      await desk.postmarkFault(refused);
      await desk.readdress(order, to);
      await heard(desk, order);
      await desk.clearFaults();
      return (await desk.now(request)).addressChange?.status;
    };
    const wants = async () => (await stored(desk, request)).noticeAlarm;
    expect(await failed(elsewhere)).toBe('failed');
    await heard(desk, order);
    expect((await desk.now(request)).addressChange).toMatchObject({status: 'failed', dismissed: false});
    expect(await wants()).toBe(true);
    await changed(desk, order, further);
    expect((await desk.changes()).map(({TextBody}) => TextBody.includes('Skeppsbron'))).toEqual([true]);
    expect(await wants()).toBe(false);
    expect(await failed(elsewhere)).toBe('failed');
    await changed(desk, order, further);
    // What is told last is what it is again.
    expect((await desk.now(request)).addressChange?.status).not.toBe('failed');
    expect(await wants()).toBe(false);
    expect(await desk.changes()).toHaveLength(1);
  });

  it('though several couriers and webhooks come at once', async () => {
    const {order, request} = await desk.sent();
    await desk.readdress(order, elsewhere);
    await Promise.all([heard(desk, order), heard(desk, order), heard(desk, order), heard(desk, order)]);
    await desk.comes(request, 'the change', isTold);
    await heard(desk, order);
    expect(await desk.changes(secondAddress)).toHaveLength(1);
    expect(await desk.changes()).toHaveLength(2);
  });

  it('where one of two addresses had it when the address changed again: both have the last', async () => {
    const {order, request} = await desk.sent();
    const before = await stored(desk, request);
    // As it stands where Postmark took one of the two and asked to be tried again for the other.
    const {db} = desk.world.ctx;
    await changed(desk, order, elsewhere);
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
