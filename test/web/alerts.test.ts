/** Merchants who want it are emailed that emails do not arrive: at most once an hour and service, once and only once, without a customer's data. */
import {randomUUID} from 'node:crypto';
import {afterAll, afterEach, beforeAll, expect, it} from 'vitest';
import {sendAlerts} from '../../core/email/alerts/send.ts';
import {alerts} from '../../core/email/alerts/store.ts';
import {numericId} from '../../core/ids.ts';
import type {FulfillmentRequest, Service, ServiceInput} from '../../core/wire.ts';
import {address} from '../support/world.ts';
import {until} from '../support/sandboxClient.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());
afterEach(() => fetch(`${shop.postmarkUrl}/sandbox/faults`, {method: 'DELETE'}));

const minute = 60_000;
const after = (ms: number) => sendAlerts(shop.ctx, new Date(Date.now() + ms));
const mailbox = () => `x-${randomUUID().slice(0, 8)}@merchant.example`;
const mailsTo = async (to: string | null | undefined) => (await shop.outside.inbox()).filter(({To}) => To === to);

async function ask(service: Service): Promise<FulfillmentRequest> {
  const order = await shop.order(service.id, [1]);
  const {requests} = await shop.client.api<{requests: FulfillmentRequest[]}>(
    'POST',
    `/api/orders/${numericId(order.id)}/requests`,
    {},
    {'idempotency-key': randomUUID()},
  );
  await shop.drain();
  return (await shop.client.api<{request: FulfillmentRequest}>('GET', `/api/requests/${requests[0]!.id}`)).request;
}
async function happen(request: FulfillmentRequest, type: string): Promise<void> {
  await shop.outside.postmark('events', {messageId: request.delivery?.messages[0]?.messageId, type});
  await shop.idle();
}
const activate = (more: Partial<ServiceInput> = {}) =>
  shop.activate({email: mailbox(), alertEmail: mailbox(), ...more});

it('what came back and what waits is told in one email, half a minute later, with nothing of a customer', async () => {
  const service = await activate();
  const first = await ask(service);
  await happen(first, 'HardBounce');
  await ask(service);
  await ask(service);
  expect(await after(0)).toBe(0);
  expect(await after(minute)).toBe(1);
  expect(await after(2 * minute)).toBe(0);
  const [mail, ...more] = await mailsTo(service.settings?.alertEmail);
  expect(more).toEqual([]);
  expect(mail?.Subject).toBe(`Emails to ${service.name} need your attention`);
  expect(mail?.TextBody).toContain('- 1 email came back\n- 2 requests wait, because mail to the address is blocked');
  expect(mail?.TextBody).toContain(`/services/${service.id}`);
  expect(mail?.HtmlBody).toContain('1 email came back');
  for (const secret of [...Object.values(address), first.orderName]) {
    expect(`${mail?.TextBody} ${mail?.HtmlBody}`).not.toContain(secret);
  }
});

it('a second one waits until the hour is over, and then tells how it stands', async () => {
  const service = await activate({additionalEmails: [mailbox()]});
  await happen(await ask(service), 'SoftBounce');
  expect(await after(minute)).toBe(1);
  await happen(await ask(service), 'SpamComplaint');
  expect(await after(50 * minute)).toBe(0);
  expect(await after(62 * minute)).toBe(1);
  const [, second] = await mailsTo(service.settings?.alertEmail);
  expect(second?.TextBody).toContain('- 1 email was marked as spam\n- 1 email came back');
});

it('a cancellation or a new address that nobody takes is told, too', async () => {
  const service = await activate();
  const [one, other] = [await ask(service), await ask(service)];
  await shop.outside.postmark('faults', {operation: 'batch', kind: 'error', rate: 1, status: 422, errorCode: 300});
  for (const {orderId} of [one, other]) {
    await shop.outside.graphql('mutation ($i: OrderInput!) { orderUpdate(input: $i) { order { id } } }', {
      i: {id: orderId, shippingAddress: {...address, address1: 'Vasagatan 12'}},
    });
  }
  await until('both failures', async () => {
    await shop.idle();
    await shop.drain();
    const {items} = await shop.client.api<{items: FulfillmentRequest[]}>('GET', '/api/requests?attention=true');
    return items.filter(({addressChange}) => addressChange?.status === 'failed').length === 2;
  });
  await fetch(`${shop.postmarkUrl}/sandbox/faults`, {method: 'DELETE'});
  expect(await after(minute)).toBe(1);
  const [mail] = await mailsTo(service.settings?.alertEmail);
  expect(mail?.TextBody).toContain('- 2 cancellations or new addresses did not reach it in time');
  expect(mail?.TextBody).not.toContain('Vasagatan');
});

it('in Thai for a service that gets its emails in Thai', async () => {
  const service = await activate({locale: 'th'});
  await happen(await ask(service), 'HardBounce');
  await after(minute);
  const [mail] = await mailsTo(service.settings?.alertEmail);
  expect(mail?.Subject).toContain('ต้องการการดูแลจากคุณ');
  expect(mail?.TextBody).toContain('อีเมลตีกลับ 1 ฉบับ');
  expect(mail?.HtmlBody).toContain('<html lang="th">');
});

it('nothing is sent to merchants who do not want it, for a delay, or for what is seen to by then', async () => {
  const quiet = await activate({alertEmail: null});
  await happen(await ask(quiet), 'HardBounce');
  expect(await alerts(shop.ctx.db).findOne({_id: quiet.id})).toBeNull();
  const delayed = await activate();
  await happen(await ask(delayed), 'Transient');
  expect(await alerts(shop.ctx.db).findOne({_id: delayed.id})).toBeNull();
  const mended = await activate();
  const request = await ask(mended);
  await happen(request, 'SoftBounce');
  await shop.client.api('POST', `/api/requests/${request.id}/resend`);
  await shop.drain();
  expect(await after(minute)).toBe(0);
  expect(await mailsTo(mended.settings?.alertEmail)).toEqual([]);
  expect(await alerts(shop.ctx.db).findOne({_id: mended.id})).toMatchObject({dueAt: null, sending: null});
});

it.each([
  ['accepted it and did not answer', {kind: 'timeoutAfter', ms: 4000}],
  ['did not get it', {kind: 'timeoutBefore', ms: 4000}],
  ['throttles', {kind: 'throttle'}],
])('Postmark %s: one email in the end', async (_name, fault) => {
  const service = await activate();
  await happen(await ask(service), 'HardBounce');
  await shop.outside.postmark('faults', {operation: 'batch', rate: 1, times: 1, ...fault});
  expect(await after(minute)).toBe(0);
  await after(3 * minute);
  await after(5 * minute);
  expect(await mailsTo(service.settings?.alertEmail)).toHaveLength(1);
  expect(await alerts(shop.ctx.db).findOne({_id: service.id})).toMatchObject({dueAt: null, sending: null});
});

it('a worker that died over one leaves it to the next; two at once send one', async () => {
  const service = await activate();
  await happen(await ask(service), 'HardBounce');
  const at = new Date();
  await alerts(shop.ctx.db).updateOne(
    {_id: service.id},
    {$set: {sending: {key: `alert.${service.id}.1`, at}, number: 1, heldUntil: new Date(at.getTime() + minute)}},
  );
  expect(await after(minute / 2)).toBe(0);
  const sent = await Promise.all([after(2 * minute), after(2 * minute)]);
  expect(sent.toSorted()).toEqual([0, 1]);
  expect(await mailsTo(service.settings?.alertEmail)).toHaveLength(1);
});

it('the address is checked like any other, and can be taken away', async () => {
  const service = await activate();
  const path = `/api/services/${service.id}`;
  expect(await shop.client.call('PATCH', path, {alertEmail: 'nowhere'})).toMatchObject({
    status: 422,
    body: {error: {code: 'email_address_invalid', details: {problems: [{path: 'alertEmail'}]}}},
  });
  const {service: changed} = await shop.client.api<{service: Service}>('PATCH', path, {alertEmail: null});
  expect(changed.settings).toMatchObject({alertEmail: null});
});

const standing = async ({id}: Service) =>
  (await shop.client.api<{service: Service}>('GET', `/api/services/${id}`)).service.glance?.alertTrouble ?? null;
const eventOfAlert = async (to: string | null | undefined, type: string) => {
  const mail = (await mailsTo(to)).at(-1);
  await shop.outside.postmark('events', {messageId: mail?.MessageID, type});
  await shop.idle();
};

it('the address for alerts comes back for good: it is shown, no more are sent, and once it is lifted what was lost is told', async () => {
  const service = await activate({additionalEmails: [mailbox()]});
  const to = service.settings?.alertEmail ?? '';
  await happen(await ask(service), 'SoftBounce');
  expect(await standing(service)).toBeNull();
  await after(minute);
  await eventOfAlert(to, 'HardBounce');
  expect(await standing(service)).toEqual({
    address: to,
    state: 'blocked',
    reason: 'HardBounce',
    canReactivate: true,
  });
  await happen(await ask(service), 'SoftBounce');
  for (const hours of [2, 3, 4]) expect(await after(hours * 60 * minute)).toBe(0);
  expect(await mailsTo(to)).toHaveLength(1);
  await shop.client.api('POST', `/api/services/${service.id}/addresses/reactivation`, {address: to});
  expect(await standing(service)).toBeNull();
  expect(await after(5 * 60 * minute)).toBe(1);
  expect((await mailsTo(to)).at(-1)?.TextBody).toContain('2 emails came back');
});

it('the address for alerts complained: another one is told what the first was not', async () => {
  const service = await activate();
  const to = service.settings?.alertEmail ?? '';
  await happen(await ask(service), 'SoftBounce');
  await after(minute);
  await eventOfAlert(to, 'SpamComplaint');
  expect(await standing(service)).toMatchObject({state: 'blocked', reason: 'SpamComplaint', canReactivate: false});
  expect(await after(62 * minute)).toBe(0);
  const alertEmail = mailbox();
  await shop.client.api('PATCH', `/api/services/${service.id}`, {alertEmail});
  expect(await standing(service)).toBeNull();
  expect(await after(63 * minute)).toBe(1);
  expect(await mailsTo(alertEmail)).toHaveLength(1);
  expect(await mailsTo(to)).toHaveLength(1);
});

it('Postmark refuses the address for alerts: shown, and waits', async () => {
  const service = await activate();
  const to = service.settings?.alertEmail ?? '';
  const earlier = await activate({email: to, alertEmail: null});
  await happen(await ask(earlier), 'HardBounce');
  // The app never heard of the block.
  await shop.ctx.db.collection('addressBlocks').deleteMany({});
  await happen(await ask(service), 'SoftBounce');
  expect(await after(minute)).toBe(0);
  expect(await mailsTo(to)).toHaveLength(1);
  expect(await standing(service)).toMatchObject({address: to, state: 'blocked', canReactivate: true});
  expect(await after(2 * 60 * minute)).toBe(0);
  expect(await alerts(shop.ctx.db).findOne({_id: service.id})).toMatchObject({dueAt: expect.any(Date), sending: null});
});

it('one alert came back, and not for good: shown until one arrives, and not sent again by itself', async () => {
  const service = await activate();
  const to = service.settings?.alertEmail ?? '';
  await happen(await ask(service), 'SoftBounce');
  await after(minute);
  await eventOfAlert(to, 'SoftBounce');
  expect(await standing(service)).toEqual({address: to, state: 'bounced', canReactivate: false});
  expect(await after(2 * 60 * minute)).toBe(0);
  await happen(await ask(service), 'SoftBounce');
  expect(await after(3 * 60 * minute)).toBe(1);
  await eventOfAlert(to, 'Delivery');
  expect(await standing(service)).toBeNull();
});

it('Postmark takes no email to it, whatever the reason: shown, and tried again once the merchant says so', async () => {
  const service = await activate();
  const to = service.settings?.alertEmail ?? '';
  await happen(await ask(service), 'SoftBounce');
  await shop.outside.postmark('faults', {operation: 'batch', kind: 'error', status: 422, errorCode: 300, times: 1});
  expect(await after(minute)).toBe(0);
  expect(await standing(service)).toEqual({address: to, state: 'refused', canReactivate: true});
  expect(await after(24 * 60 * minute)).toBe(0);
  await shop.client.api('POST', `/api/services/${service.id}/addresses/reactivation`, {address: to});
  expect(await standing(service)).toBeNull();
  expect(await after(25 * 60 * minute)).toBe(1);
  expect(await mailsTo(to)).toHaveLength(1);
});
