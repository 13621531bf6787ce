/** Taking requests back, in every state and under every fault: never an email without a cancellation after it, and never two. */
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {cancelRequest, dismissRequest, resendRequest, retryRequest} from '../../../core/requests/actions.ts';
import {answerRequest} from '../../../core/requests/answer/answer.ts';
import {askForAdoption} from '../../../core/requests/courier/lease.ts';
import {createRequests} from '../../../core/requests/create.ts';
import {getRequest, listRequests} from '../../../core/requests/list.ts';
import {findRequest} from '../../../core/requests/store.ts';
import {withdrawRequest} from '../../../core/requests/withdraw.ts';
import {acknowledge} from '../../../core/notices/acknowledge.ts';
import {notices} from '../../../core/notices/store.ts';
import {processEvent} from '../../../core/email/events/process.ts';
import {recordEvent} from '../../../core/email/events/store.ts';
import type {FulfillmentRequest, Service} from '../../../core/wire.ts';
import {until} from '../../support/sandboxClient.ts';
import {createWorld, type TestOrder, type World} from '../../support/world.ts';

let world: World;
let service: Service;
let confirming: Service;
beforeAll(async () => {
  world = await createWorld({
    OUTSIDE_TIMEOUT_SECONDS: '0.4',
    POSTMARK_SETTLED_SECONDS: '1',
    COURIER_LEASE_SECONDS: '3',
  });
  service = await world.activate();
  confirming = await world.activate({fulfillOn: 'confirmation', additionalEmails: ['second@warehouse.example']});
});
afterAll(() => world.close());
beforeEach(async () => {
  await fetch(`${world.postmarkUrl}/sandbox/messages`, {method: 'DELETE'});
});
afterEach(clearFaults);

async function clearFaults(): Promise<void> {
  await fetch(`${world.postmarkUrl}/sandbox/faults`, {method: 'DELETE'});
  await fetch(`${world.shopifyUrl}/sandbox/faults`, {method: 'DELETE'});
}
const shopifyFault = (operation: string, kind: string, times?: number) =>
  world.outside.control('faults', {operation, kind, rate: 1, ms: 5000, caller: 'app', ...(times ? {times} : {})});
const postmarkFault = (fault: object) =>
  world.outside.postmark('faults', {operation: 'batch', rate: 1, ms: 5000, ...fault});

const ask = async (order: TestOrder): Promise<FulfillmentRequest> => {
  const [request] = await createRequests(world.ctx, world.shop, order.id, {}, {idempotencyKey: order.id, by: 'user:1'});
  if (!request) throw new Error('No request was made.');
  return request;
};
const now = ({id}: FulfillmentRequest) => getRequest(world.ctx, world.shop, id);
const cancel = ({id}: FulfillmentRequest) => cancelRequest(world.ctx, world.shop, id, 'user:1');
/** Couriers come until it is so, as the sweeper would send them. */
const comes = (request: FulfillmentRequest, what: string, is: (one: FulfillmentRequest) => boolean) =>
  until(
    what,
    async () => {
      await world.drain();
      const one = await now(request);
      return is(one) && one;
    },
    20_000,
  );
const isCancelled = ({status, cancellation}: FulfillmentRequest) =>
  status === 'cancelled' && cancellation?.status !== 'pending';
const subjects = async (to?: string) =>
  (await world.outside.inbox()).filter(({To}) => !to || To === to).map(({Subject}) => Subject);
const cancellations = async () => (await subjects()).filter((subject) => subject.startsWith('CANCELLED – do not ship'));
/** A request whose service has the email and is to confirm. */
const sent = async () => {
  const order = await world.order(confirming.id, [2, 1]);
  const request = await ask(order);
  await world.drain();
  expect(await now(request)).toMatchObject({status: 'sent'});
  return {order, request};
};
const isFree = async (order: TestOrder) => {
  const lines = (await order.read()).fulfillmentOrders.flatMap((one) => one.lines);
  return lines.every(({remaining, requestable}) => remaining === requestable);
};

describe('a request', () => {
  it('that waits is cancelled at once, and nobody is told', async () => {
    const order = await world.order(service.id, [1]);
    const request = await ask(order);
    expect(await cancel(request)).toMatchObject({status: 'cancelled'});
    await world.drain();
    expect(await now(request)).not.toHaveProperty('cancellation');
    expect(await subjects()).toEqual([]);
    expect(await isFree(order)).toBe(true);
  });

  it('that is sent: the service is told at each address what not to ship, and the items are free again', async () => {
    const {order, request} = await sent();
    expect(await cancel(request)).toMatchObject({status: 'sent', cancellation: {status: 'pending', quantity: 3}});
    // While it is taken back nobody can ask for its items, confirm it, or send it again.
    await expect(
      createRequests(world.ctx, world.shop, order.id, {}, {idempotencyKey: 'x', by: 'user:1'}),
    ).rejects.toThrow();
    await expect(resendRequest(world.ctx, world.shop, request.id, 'user:1')).rejects.toMatchObject({
      code: 'request_state_conflict',
    });
    const link = {shop: world.shop, requestId: request.id};
    expect(await answerRequest(world.ctx, link, {kind: 'confirm', tracking: null})).toBeNull();

    await world.drain();
    expect(await now(request)).toMatchObject({
      status: 'cancelled',
      cancellation: {status: 'sent', partial: false, delivery: {status: 'accepted'}, acknowledged: null},
    });
    expect(await isFree(order)).toBe(true);
    for (const address of [confirming.email ?? '', 'second@warehouse.example']) {
      expect(await subjects(address)).toEqual([
        expect.stringContaining(`Order ${order.name}: ship 3 items`),
        expect.stringContaining(`CANCELLED – do not ship: order ${order.name}`),
      ]);
    }
    const email = (await world.outside.inbox()).at(-1);
    for (const {sku} of order.lines) expect(email?.TextBody).toContain(sku);
    expect(email?.TextBody).toContain(`request ${request.id}`);
    for (const secret of ['Anna', 'Larsson', 'Storgatan', 'Stockholm', '+46']) {
      expect(`${email?.HtmlBody}${email?.TextBody}`).not.toContain(secret);
    }
    // Again: nothing more happens.
    expect(await cancel(request)).toMatchObject({status: 'cancelled'});
    await world.drain();
    expect(await cancellations()).toHaveLength(2);
    const again = await createRequests(world.ctx, world.shop, order.id, {}, {idempotencyKey: 'again', by: 'user:1'});
    expect(again).toHaveLength(1);
  });

  it('that is confirmed is cancelled, not fulfilled', async () => {
    const {order, request} = await sent();
    await shopifyFault('fulfillmentCreate', 'error');
    await answerRequest(world.ctx, {shop: world.shop, requestId: request.id}, {kind: 'confirm', tracking: null});
    await world.drain();
    expect(await now(request)).toMatchObject({status: 'confirmed'});
    await clearFaults();
    await cancel(request);
    await comes(request, 'the cancellation', isCancelled);
    expect(await cancellations()).toHaveLength(2);
    expect(await isFree(order)).toBe(true);
  });

  it('that was declined is cancelled without a word to the service', async () => {
    const {order, request} = await sent();
    const link = {shop: world.shop, requestId: request.id};
    await answerRequest(world.ctx, link, {kind: 'decline', reason: 'Out of stock'});
    await cancel(request);
    await world.drain();
    expect(await now(request)).toMatchObject({status: 'cancelled'});
    expect(await cancellations()).toEqual([]);
    expect(await isFree(order)).toBe(true);
  });

  it('that is fulfilled cannot be taken back', async () => {
    const order = await world.order(service.id, [1]);
    const request = await ask(order);
    await world.drain();
    await expect(cancel(request)).rejects.toMatchObject({code: 'request_state_conflict'});
    expect(await now(request)).toMatchObject({status: 'fulfilled'});
  });

  it('that was made in Shopify and is not accepted yet is rejected there', async () => {
    const order = await world.order(service.id, [1]);
    await shopifyFault('fulfillmentOrderAcceptFulfillmentRequest', 'error');
    const [one] = (await order.read()).fulfillmentOrders;
    await world.outside.graphql(
      'mutation ($id: ID!) { fulfillmentOrderSubmitFulfillmentRequest(id: $id) { userErrors { message } } }',
      {id: one?.id},
    );
    await askForAdoption(world.ctx.db, world.shop);
    await world.drain();
    const [adopted] = (await order.read()).requests;
    expect(adopted).toMatchObject({status: 'queued'});
    if (!adopted) return;
    await clearFaults();
    expect(await cancel(adopted)).toMatchObject({status: 'cancelled'});
    await world.drain();
    expect((await order.read()).fulfillmentOrders).toMatchObject([{requestStatus: 'REJECTED'}]);
    expect(await subjects()).toEqual([]);
  });

  it('that the merchant asked Shopify to cancel: that is accepted', async () => {
    const {order, request} = await sent();
    const [one] = (await order.read()).fulfillmentOrders;
    await world.outside.graphql(
      'mutation ($id: ID!) { fulfillmentOrderSubmitCancellationRequest(id: $id) { userErrors { message } } }',
      {id: one?.id},
    );
    await cancel(request);
    await world.drain();
    expect(await now(request)).toMatchObject({status: 'cancelled'});
    const states = (await order.read()).fulfillmentOrders.map(({requestStatus}) => requestStatus);
    expect(states).toContain('CANCELLATION_ACCEPTED');
    expect(await isFree(order)).toBe(true);
  });
});

describe('an email whose outcome is not known', () => {
  it.each([
    ['was accepted', 'timeoutAfter', 1],
    ['was not', 'timeoutBefore', 0],
  ])(
    'and that %s: cancelled once that is known, with a cancellation where there was an email',
    async (_, kind, emails) => {
      const order = await world.order(service.id, [1]);
      const request = await ask(order);
      await postmarkFault({kind, times: 1});
      await world.drain();
      expect(await now(request)).toMatchObject({status: 'unknown'});
      expect(await cancel(request)).toMatchObject({status: 'unknown', cancellation: {status: 'pending'}});
      await comes(request, 'the cancellation', ({status}) => status === 'cancelled');
      await world.drain();
      expect(await subjects()).toHaveLength(2 * emails);
      expect(await cancellations()).toHaveLength(emails);
      expect(await isFree(order)).toBe(true);
    },
  );
});

describe('Shopify', () => {
  it.each(['error', 'timeoutBefore', 'timeoutAfter', 'throttle'])(
    '%s at the close: told at once, cancelled once it is done',
    async (kind) => {
      const {order, request} = await sent();
      await shopifyFault('fulfillmentOrderClose', kind, 1);
      await cancel(request);
      await world.drain();
      expect(await cancellations()).toHaveLength(2);
      // Whoever asks again need not wait.
      await cancel(request);
      await comes(request, 'the cancellation', isCancelled);
      expect(await cancellations()).toHaveLength(2);
      expect(await isFree(order)).toBe(true);
    },
  );

  it('is away for the titles: the SKUs have to do', async () => {
    const {order, request} = await sent();
    await shopifyFault('LineItemTitles', 'error');
    await cancel(request);
    await world.drain();
    expect(await cancellations()).toHaveLength(2);
    const email = (await world.outside.inbox()).at(-1);
    for (const {sku} of order.lines) expect(email?.TextBody).toContain(sku);
    expect(email?.TextBody).not.toContain('Product');
  });
});

describe('Postmark', () => {
  it.each([
    ['times out before it accepted', {kind: 'timeoutBefore', times: 1}],
    ['times out after it accepted', {kind: 'timeoutAfter', times: 1}],
    ['answers 500 after it accepted', {kind: 'error', after: true, times: 1}],
  ])('%s: one cancellation to each address', async (_, fault) => {
    const {request} = await sent();
    await postmarkFault(fault);
    await cancel(request);
    await comes(request, 'the cancellation', isCancelled);
    expect(await now(request)).toMatchObject({cancellation: {status: 'sent'}});
    expect(await cancellations()).toHaveLength(2);
  });

  it('cannot send for the account: the cancellation waits, says why, and goes out', async () => {
    const {request} = await sent();
    await postmarkFault({kind: 'account'});
    await cancel(request);
    await world.drain();
    expect(await now(request)).toMatchObject({
      status: 'cancelled',
      cancellation: {status: 'pending', failure: {code: 'email_account_blocked'}},
    });
    await clearFaults();
    await notices(world.ctx.db).updateMany({status: 'queued'}, {$set: {dueAt: new Date()}});
    await comes(request, 'the cancellation', isCancelled);
    expect(await cancellations()).toHaveLength(2);
  });
});

it('asked for by many at once, with couriers in between: one cancellation', async () => {
  const {request} = await sent();
  const stored = await findRequest(world.ctx.db, world.shop, request.id);
  const how = {by: 'app', reason: 'service_removed'} as const;
  await Promise.all(
    Array.from({length: 8}, async (_, index) => {
      if (index % 2) await world.drain();
      await withdrawRequest(world.ctx, world.shop, stored, how);
      await world.drain();
    }),
  );
  await comes(request, 'the cancellation', isCancelled);
  expect(await cancellations()).toHaveLength(2);
  expect((await now(request)).history.filter(({event}) => event === 'cancelled')).toMatchObject([
    {by: 'app', detail: 'service_removed'},
  ]);
});

describe('a person is asked', () => {
  const attention = async ({id}: FulfillmentRequest) =>
    (await listRequests(world.ctx, world.shop, {attention: 'true'})).items.some((one) => one.id === id);
  const noticeOf = async ({id}: FulfillmentRequest) => {
    const all = await notices(world.ctx.db).find({shop: world.shop}).toArray();
    const found = all.find(({requestId}) => requestId.toHexString() === id);
    if (!found) throw new Error('No notice.');
    return found;
  };
  const cancelled = async () => {
    const {request} = await sent();
    await cancel(request);
    await world.drain();
    return request;
  };

  it('where the service had shipped already, until the merchant has seen to it', async () => {
    const request = await cancelled();
    expect(await attention(request)).toBe(false);
    const notice = await noticeOf(request);
    const link = {shop: world.shop, requestId: request.id};
    const which = {noticeId: notice._id.toHexString(), kind: 'shipped'} as const;
    expect(await acknowledge(world.ctx, {...link, shop: 'other.myshopify.com'}, which)).toBeNull();
    await acknowledge(world.ctx, link, which);
    // The first answer stands.
    await acknowledge(world.ctx, link, {...which, kind: 'stopped'});
    expect(await attention(request)).toBe(true);
    expect(await now(request)).toMatchObject({cancellation: {acknowledged: {kind: 'shipped'}}});
    expect((await now(request)).history.at(-1)).toMatchObject({event: 'cancellation shipped', by: 'service'});
    await dismissRequest(world.ctx, world.shop, request.id, 'user:1');
    expect(await attention(request)).toBe(false);
  });

  it('where the cancellation came back, until it is sent once more or the service has seen it', async () => {
    const request = await cancelled();
    const [message] = (await noticeOf(request)).messages;
    const bounce = async (id: string) => {
      const event = {type: 'Bounce', key: message?.key ?? '', messageId: message?.messageId ?? '', at: new Date()};
      const record = await recordEvent(world.ctx.db, id, {...event, bounce: {type: 'HardBounce', inactive: true}});
      if (record) await processEvent(world.ctx, record);
    };
    await bounce('bounce 1');
    await bounce('bounce 1');
    expect(await attention(request)).toBe(true);
    expect(await now(request)).toMatchObject({cancellation: {delivery: {status: 'bounced'}}});
    await resendRequest(world.ctx, world.shop, request.id, 'user:1');
    expect(await attention(request)).toBe(false);
    await world.drain();
    expect(await cancellations()).toHaveLength(4);
  });

  it('where no address takes the cancellation', async () => {
    const {request} = await sent();
    const inactive = (await world.outside.inbox()).map(({To}) => To);
    await suppress(inactive);
    await cancel(request);
    await world.drain();
    expect(await now(request)).toMatchObject({
      status: 'cancelled',
      cancellation: {status: 'failed', failure: {code: 'email_recipient_inactive'}},
    });
    expect(await attention(request)).toBe(true);
    await unsuppress(inactive);
    await resendRequest(world.ctx, world.shop, request.id, 'user:1');
    await comes(request, 'the cancellation', isCancelled);
    expect(await attention(request)).toBe(false);
    await expect(retryRequest(world.ctx, world.shop, request.id, 'user:1')).rejects.toThrow();
  });
});

const suppressions = async (action: '' | '/delete', addresses: string[]) => {
  await fetch(`${world.postmarkUrl}/message-streams/outbound/suppressions${action}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-postmark-server-token': world.config.POSTMARK_SERVER_TOKEN,
    },
    body: JSON.stringify({Suppressions: addresses.map((address) => ({EmailAddress: address}))}),
  });
};
const suppress = (addresses: string[]) => suppressions('', addresses);
const unsuppress = (addresses: string[]) => suppressions('/delete', addresses);
