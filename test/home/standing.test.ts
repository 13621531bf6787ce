/** How services and requests are shown to stand, and what can be done. */
import {describe, expect, test} from 'vitest';
import {readAnswer} from '../../web/home/src/api/answer.ts';
import type {AddressChange, Cancellation, FulfillmentRequest, Service} from '../../core/wire.ts';
import {actionsOf, actorKey, eventKey, troubleOf, unitsOf, wayOut} from '../../web/home/src/activity/standing.ts';
import {attentionOf, badgeOf, groupsOf, hasSent} from '../../web/home/src/services/standing.ts';
import {merged} from '../../web/home/src/settings/merged.ts';

const now = Date.parse('2026-11-23T12:00:00Z');

function request(change: Partial<FulfillmentRequest> = {}): FulfillmentRequest {
  return {
    id: '1',
    orderId: 'gid://shopify/Order/1',
    orderName: '#1001',
    serviceId: 's',
    serviceName: 'Warehouse',
    locationId: 'gid://shopify/Location/1',
    fulfillOn: 'email',
    status: 'fulfilled',
    lines: [
      {fulfillmentOrderId: 'a', fulfillmentOrderLineItemId: 'b', quantity: 2, sku: 'S'},
      {fulfillmentOrderId: 'a', fulfillmentOrderLineItemId: 'c', quantity: 3, sku: null},
    ],
    delivery: null,
    answer: null,
    history: [],
    createdAt: '2026-11-23T11:00:00Z',
    updatedAt: '2026-11-23T11:59:00Z',
    ...change,
  };
}

const delivery = (status: 'accepted' | 'bounced' | 'delayed' | 'complained') => ({
  status,
  opened: false,
  messages: [{address: 'a@example.com', messageId: 'm', status}],
});
const shipped = {kind: 'shipped' as const, at: '2026-11-23T11:00:00Z'};
const cancellation = (change: Partial<Cancellation>): Cancellation => ({
  status: 'sent',
  sentAt: null,
  quantity: 5,
  partial: false,
  delivery: null,
  acknowledged: null,
  dismissed: false,
  ...change,
});
const addressChange = (change: Partial<AddressChange>): AddressChange => ({
  status: 'sent',
  sentAt: '2026-11-23T11:00:00Z',
  delivery: null,
  acknowledged: null,
  dismissed: false,
  ...change,
});
const failure = (code: string) => ({code, message: 'x', retryable: true});

const service = (change: Partial<Service>): Service => ({
  id: '1',
  name: 'Warehouse',
  email: 'a@example.com',
  status: 'active',
  ownedByThisApp: true,
  locationId: null,
  shopifyId: null,
  settings: {
    additionalEmails: [],
    locale: 'en',
    replyTo: null,
    alertEmail: null,
    fulfillOn: 'email',
    showCustomerPhone: true,
    showCustomerEmail: false,
    showOrderNote: true,
    showPrices: false,
  },
  createdAt: null,
  updatedAt: null,
  ...change,
});

const variant = (id: string) => ({id, title: id, sku: null, available: 1});
const productOf = (productId: string, id: string) => ({productId, title: productId, variants: [variant(id)]});
const way = (one: FulfillmentRequest) => {
  const trouble = troubleOf(one, now);
  return trouble && wayOut(trouble);
};

describe('trouble', () => {
  test.each([
    ['none', request(), null],
    ['a failure', request({status: 'failed', failure: failure('email_rejected')}), 'failed'],
    ['a refusal', request({status: 'declined'}), 'declined'],
    ['a bounce of a fulfilled request', request({delivery: delivery('bounced')}), 'bounced'],
    ['a complaint', request({delivery: delivery('complained')}), 'complained'],
    ['a delay', request({delivery: delivery('delayed')}), 'delayed'],
    ['a pause before the next try', request({status: 'queued', failure: failure('email_unavailable')}), 'waiting'],
    ['an outcome nobody knows', request({status: 'unknown', failure: failure('email_unconfirmed')}), 'unconfirmed'],
    ['no address that takes mail', request({status: 'queued', failure: failure('email_address_blocked')}), 'blocked'],
    ['standing still', request({status: 'unknown', updatedAt: '2026-11-23T11:00:00Z'}), 'stuck'],
    ['being sent', request({status: 'sending'}), null],
    [
      'a cancellation that came back',
      request({status: 'cancelled', cancellation: cancellation({delivery: delivery('bounced')})}),
      'untold',
    ],
    ['one that was not sent', request({status: 'cancelled', cancellation: cancellation({status: 'failed'})}), 'untold'],
    [
      'one that came too late',
      request({status: 'cancelled', cancellation: cancellation({acknowledged: shipped})}),
      'shipped',
    ],
    [
      'one that was seen to',
      request({status: 'cancelled', cancellation: cancellation({acknowledged: shipped, dismissed: true})}),
      null,
    ],
    ['a new address that was told', request({addressChange: addressChange({})}), null],
    [
      'a new address that came back',
      request({addressChange: addressChange({delivery: delivery('bounced')})}),
      'untoldAddress',
    ],
    ['one that was not sent', request({addressChange: addressChange({status: 'failed'})}), 'untoldAddress'],
    ['one that came too late', request({addressChange: addressChange({acknowledged: shipped})}), 'shippedBefore'],
    ['one that was seen to', request({addressChange: addressChange({acknowledged: shipped, dismissed: true})}), null],
    ['a bounce of what was cancelled', request({status: 'cancelled', delivery: delivery('bounced')}), null],
  ])('%s', (_, one, kind) => {
    expect(troubleOf(one, now)?.kind ?? null).toBe(kind);
  });

  test('has its way out', () => {
    expect(way(request({status: 'failed', failure: failure('email_recipient_inactive')}))).toBe('address');
    expect(way(request({status: 'queued', failure: failure('email_address_blocked')}))).toBe('address');
    expect(way(request({status: 'failed', failure: failure('fulfillment_order_on_hold')}))).toBe('order');
    expect(way(request({status: 'failed', failure: failure('email_unavailable')}))).toBeNull();
    expect(way(request({delivery: delivery('bounced')}))).toBe('address');
    expect(way(request({status: 'declined'}))).toBeNull();
  });
});

describe('what can be done', () => {
  const sent = [{at: '2026-11-23T11:00:00Z', event: 'sent', by: 'postmark'}];
  const fulfilled = {at: '2026-11-23T11:00:01Z', event: 'fulfilled', by: 'app'};
  test.each([
    ['queued', request({status: 'queued'}), ['cancel']],
    ['queued with a failure', request({status: 'queued', failure: failure('email_unavailable')}), ['retry', 'cancel']],
    ['held back', request({status: 'queued', failure: failure('email_address_blocked')}), ['cancel']],
    ['queued to be sent once more', request({status: 'queued', history: sent}), ['recall']],
    ['fulfilled, and queued to be sent once more', request({status: 'queued', history: [...sent, fulfilled]}), []],
    ['being sent', request({status: 'sending'}), []],
    ['sent', request({status: 'sent', delivery: delivery('accepted')}), ['resend', 'recall']],
    ['unknown', request({status: 'unknown'}), ['recall']],
    ['being cancelled', request({status: 'sent', cancellation: cancellation({status: 'pending'})}), []],
    ['cancelled, the service told', request({status: 'cancelled', cancellation: cancellation({})}), []],
    [
      'cancelled, told in vain',
      request({status: 'cancelled', cancellation: cancellation({status: 'failed'})}),
      ['repeat', 'dismiss'],
    ],
    [
      'cancelled too late',
      request({status: 'cancelled', cancellation: cancellation({acknowledged: shipped})}),
      ['dismiss'],
    ],
    ['fulfilled', request({delivery: delivery('accepted')}), ['resend']],
    [
      'fulfilled, and shipped to the earlier address',
      request({delivery: delivery('accepted'), addressChange: addressChange({acknowledged: shipped})}),
      ['resend', 'dismiss'],
    ],
    ['failed', request({status: 'failed', failure: failure('email_rejected')}), ['retry', 'cancel']],
    [
      'failed after the email',
      request({status: 'failed', failure: failure('shopify_rejected'), delivery: delivery('accepted')}),
      ['retry', 'recall'],
    ],
    ['declined', request({status: 'declined', delivery: delivery('accepted')}), ['cancel']],
    ['cancelled', request({status: 'cancelled'}), []],
  ])('%s', (_, one, actions) => {
    expect(actionsOf(one)).toEqual(actions);
  });
});

test('items are counted, events and actors named', () => {
  expect(unitsOf(request())).toBe(5);
  expect(eventKey({at: '', event: 'not fulfilled', by: 'app'})).toBe('event.not_fulfilled');
  expect(eventKey({at: '', event: 'something new', by: 'app'})).toBe('event.other');
  expect(actorKey({at: '', event: 'sent', by: 'user:12'})).toBe('by.user');
  expect(actorKey({at: '', event: 'sent', by: 'nobody'})).toBe('by.app');
});

describe('services', () => {
  const glance = {open: 0, attention: 0, lastEmail: null, bounces: 0, addresses: [], waiting: 0};

  test('are told apart: in use, removed, of other apps', () => {
    const live = service({id: 'a', status: 'paused'});
    const removed = service({id: 'b', status: 'removed'});
    const other = service({id: 'c', ownedByThisApp: false, email: null, settings: null});
    expect(groupsOf([live, removed, other])).toEqual({live: [live], removed: [removed], others: [other]});
  });

  test('one from an earlier installation needs to be set up', () => {
    expect(badgeOf(service({status: 'paused', email: null, settings: null})).key).toBe('status.unclaimed');
    expect(badgeOf(service({status: 'paused'})).key).toBe('status.paused');
  });

  test('count what needs a person, and know whether anything was sent', () => {
    const quiet = service({glance});
    const busy = service({glance: {...glance, attention: 2, open: 1}});
    expect(attentionOf([quiet, busy, service({})])).toBe(2);
    expect(hasSent([quiet, service({})])).toBe(false);
    expect(hasSent([quiet, busy])).toBe(true);
  });

  test('show a product of two pages once', () => {
    expect(merged([productOf('p', '1'), productOf('q', '2'), productOf('p', '3')])).toEqual([
      {productId: 'p', title: 'p', variants: [variant('1'), variant('3')]},
      productOf('q', '2'),
    ]);
  });
});

describe('an answer', () => {
  test('that is good gives its value', () => {
    expect(readAnswer(200, '{"a":1}')).toEqual({ok: true, value: {a: 1}});
  });

  test('that refuses gives the code, the sentence and the fields', () => {
    const details = {problems: [{path: 'email', message: 'cannot receive mail'}, {path: 3}]};
    const body = JSON.stringify({error: {code: 'email_address_invalid', message: 'No.', details}});
    expect(readAnswer(422, body)).toEqual({
      ok: false,
      problem: {
        code: 'email_address_invalid',
        message: 'No.',
        retryable: false,
        fields: [{path: 'email', message: 'cannot receive mail'}],
      },
    });
  });

  test('of something in between is not taken for the app’s', () => {
    for (const [status, text] of [
      [502, '<html>Bad gateway</html>'],
      [500, '{"message":"x"}'],
      [200, ''],
    ] as const) {
      expect(readAnswer(status, text)).toMatchObject({ok: false, problem: {code: 'unreadable', retryable: true}});
    }
  });
});
