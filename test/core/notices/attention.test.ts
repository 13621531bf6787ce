/** Which cancellations want a person, and how that ends. */
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {blockKey, noteBlocked} from '../../../core/email/health/blocks.ts';
import {processEvent} from '../../../core/email/events/process.ts';
import {recordEvent} from '../../../core/email/events/store.ts';
import {acknowledge} from '../../../core/notices/acknowledge.ts';
import {notices} from '../../../core/notices/store.ts';
import {lifted} from '../../../core/requests/courier/blocked.ts';
import {dismissRequest, resendRequest} from '../../../core/requests/actions.ts';
import {listRequests} from '../../../core/requests/list.ts';
import type {FulfillmentRequest} from '../../../core/wire.ts';
import {createDesk, isCancelled, type Desk} from '../requests/support/desk.ts';
import {changed, elsewhere, further} from './support/changes.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await createDesk();
});
afterAll(() => desk.world.close());
beforeEach(() => desk.clear());
afterEach(() => desk.clearFaults());

const attention = async ({id}: FulfillmentRequest) =>
  (await listRequests(desk.world.ctx, desk.world.shop, {attention: 'true'})).items.some((one) => one.id === id);
const noticeOf = async ({id}: FulfillmentRequest) => {
  const all = await notices(desk.world.ctx.db).find({shop: desk.world.shop}).toArray();
  const found = all.find(({requestId}) => requestId.toHexString() === id);
  if (!found) throw new Error('No notice.');
  return found;
};
const cancelled = async () => {
  const {request} = await desk.sent();
  await desk.cancel(request);
  await desk.world.drain();
  return request;
};

const suppressions = async (action: '' | '/delete', addresses: string[]) => {
  await fetch(`${desk.world.postmarkUrl}/message-streams/outbound/suppressions${action}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-postmark-server-token': desk.world.config.POSTMARK_SERVER_TOKEN,
    },
    body: JSON.stringify({Suppressions: addresses.map((address) => ({EmailAddress: address}))}),
  });
};
const suppress = (addresses: string[]) => suppressions('', addresses);
const unsuppress = (addresses: string[]) => suppressions('/delete', addresses);

describe('a person is asked', () => {
  it('where the service had shipped already, until the merchant has seen to it', async () => {
    const request = await cancelled();
    expect(await attention(request)).toBe(false);
    const notice = await noticeOf(request);
    const link = {shop: desk.world.shop, requestId: request.id};
    const which = {noticeId: notice._id.toHexString(), kind: 'shipped'} as const;
    expect(await acknowledge(desk.world.ctx, {...link, shop: 'other.myshopify.com'}, which)).toBeNull();
    await acknowledge(desk.world.ctx, link, which);
    // The first answer stands.
    await acknowledge(desk.world.ctx, link, {...which, kind: 'stopped'});
    expect(await attention(request)).toBe(true);
    expect(await desk.now(request)).toMatchObject({cancellation: {acknowledged: {kind: 'shipped'}}});
    expect((await desk.now(request)).history.at(-1)).toMatchObject({event: 'cancellation shipped', by: 'service'});
    await dismissRequest(desk.world.ctx, desk.world.shop, request.id, 'user:1');
    expect(await attention(request)).toBe(false);
  });

  it('where the cancellation came back, until it is sent once more or the service has seen it', async () => {
    const request = await cancelled();
    const [message] = (await noticeOf(request)).messages;
    const bounce = async (id: string) => {
      const event = {type: 'Bounce', key: message?.key ?? '', messageId: message?.messageId ?? '', at: new Date()};
      const record = await recordEvent(desk.world.ctx.db, id, {...event, bounce: {type: 'HardBounce', inactive: true}});
      if (record) await processEvent(desk.world.ctx, record);
    };
    await bounce('bounce 1');
    await bounce('bounce 1');
    expect(await attention(request)).toBe(true);
    expect(await desk.now(request)).toMatchObject({cancellation: {delivery: {status: 'bounced'}}});
    await resendRequest(desk.world.ctx, desk.world.shop, request.id, 'user:1');
    expect(await attention(request)).toBe(false);
    await desk.world.drain();
    expect(await desk.cancellations()).toHaveLength(4);
  });

  it('where no address takes the cancellation', async () => {
    const {request} = await desk.sent();
    const inactive = (await desk.world.outside.inbox()).map(({To}) => To);
    await suppress(inactive);
    await desk.cancel(request);
    await desk.world.drain();
    expect(await desk.now(request)).toMatchObject({
      status: 'cancelled',
      cancellation: {status: 'failed', failure: {code: 'email_recipient_inactive'}},
    });
    expect(await attention(request)).toBe(true);
    await unsuppress(inactive);
    await resendRequest(desk.world.ctx, desk.world.shop, request.id, 'user:1');
    await desk.comes(request, 'the cancellation', isCancelled);
    expect(await attention(request)).toBe(false);
  });

  it('anew where the address changes once more, though no address was tried and the merchant has seen to it', async () => {
    const {order, request} = await desk.fulfilled();
    const {db, config} = desk.world.ctx;
    const dead = (await desk.world.outside.inbox()).map(({To}) => To);
    await suppress(dead);
    for (const address of dead) {
      const key = blockKey(config.POSTMARK_MESSAGE_STREAM, address);
      await noteBlocked(db, key, {reason: 'HardBounce', at: new Date()});
    }
    await changed(desk, order, elsewhere);
    expect((await desk.now(request)).addressChange).toMatchObject({failure: {code: 'email_address_blocked'}});
    await dismissRequest(desk.world.ctx, desk.world.shop, request.id, 'user:1');
    await changed(desk, order, {});
    await changed(desk, order, elsewhere);
    await dismissRequest(desk.world.ctx, desk.world.shop, request.id, 'user:1');
    expect(await attention(request)).toBe(false);
    await changed(desk, order, further);
    expect(await attention(request)).toBe(true);
    await unsuppress(dead);
    for (const address of dead) await lifted(db, blockKey(config.POSTMARK_MESSAGE_STREAM, address), null);
  });
});
