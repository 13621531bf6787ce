/** The invariants of notices see what they are there to see. */
import {ObjectId} from 'mongodb';
import {expect, it} from 'vitest';
import type {StoredNotice} from '../../core/notices/types.ts';
import {unsent, type StoredMessage, type StoredRequest} from '../../core/requests/types.ts';
import type {Facts} from './check/facts.ts';
import {noticeViolations} from './check/notices.ts';
import type {ChangeRecord} from './people/changes.ts';
import type {SeenEmail} from './people/warehouse.ts';

const address = 'one@email.example';
const shop = 'a.myshopify.com';
const now = new Date();

const message = (id: ObjectId): StoredMessage => ({
  key: `${id.toHexString()}.0.0`,
  address,
  state: 'accepted',
  messageId: 'x',
  delivery: 'accepted',
  opened: false,
});
const email = (id: ObjectId, kind: SeenEmail['kind'], moved = false): SeenEmail => ({
  messageId: 'x',
  key: `${id.toHexString()}.0.0`,
  kind,
  to: address,
  at: now.getTime(),
  moved,
});

/** A request that was cancelled after its email, told of as it should be. */
function told(status: StoredRequest['status'] = 'cancelled') {
  const [request, notice] = [new ObjectId(), new ObjectId()];
  const line = {lineItemId: 'gid://shopify/LineItem/1', fulfillmentOrderId: '', fulfillmentOrderLineItemId: ''};
  const stored: Partial<StoredRequest> = {
    ...unsent(now, 'user:1'),
    _id: request,
    shop,
    orderId: 'order',
    status,
    lines: [{...line, quantity: 2, sku: null}],
    messages: [message(request)],
    answer: null,
    trackingInfo: null,
  };
  const about: Partial<StoredNotice> = {
    ...unsent(now, 'user:1'),
    _id: notice,
    shop,
    requestId: request,
    kind: 'cancellation',
    key: 'all',
    status: 'sent',
    messages: [message(notice)],
  };
  return {request: stored as StoredRequest, notice: about as StoredNotice};
}

const facts = (some: Partial<Facts>): Facts => ({
  requests: [],
  notices: [],
  emails: [],
  calls: [],
  changes: [],
  held: false,
  fulfilled: new Map(),
  ordered: new Map(),
  wanted: new Map(),
  ...some,
});
const whatOf = (some: Partial<Facts>) => noticeViolations(facts(some)).map(({what}) => what);
const change = (kind: ChangeRecord['change']['kind'], more: Partial<ChangeRecord> = {}): ChangeRecord => ({
  change: {order: 0, shop: 0, kind, atMs: 0, when: 'emailed', afterMs: 0},
  shop,
  order: 'order',
  at: now.getTime() + 10_000,
  came: 'made',
  answers: [],
  unfulfilled: [],
  ...more,
});

it('all is well where it is told once', () => {
  const {request, notice} = told();
  const emails = [email(request._id, 'request'), email(notice._id, 'cancellation')];
  expect(whatOf({requests: [request], notices: [notice], emails})).toEqual([]);
});

it('sees one that is told twice, not at all, or never comes to an end', () => {
  const {request, notice} = told();
  const [asked, said] = [email(request._id, 'request'), email(notice._id, 'cancellation')];
  const of = (notices: StoredNotice[], emails: SeenEmail[]) => whatOf({requests: [request], notices, emails});
  expect(of([notice], [asked, said, said])).toEqual([expect.stringContaining('2 emails of')]);
  expect(of([notice], [asked])).toEqual([expect.stringContaining('did not go to')]);
  expect(of([], [asked])).toEqual([expect.stringContaining('no notice says so')]);
  expect(of([], [asked, said])).toContainEqual(expect.stringContaining('belongs to no notice'));
  expect(of([{...notice, status: 'queued', messages: []}], [asked])).toContainEqual(
    expect.stringContaining('is still queued'),
  );
});

it('sees one of what nobody was told of', () => {
  const {request, notice} = told();
  const emails = [email(notice._id, 'cancellation')];
  expect(whatOf({requests: [request], notices: [notice], emails})).toEqual([
    expect.stringContaining('nobody was told'),
  ]);
});

it('sees an order, and a fulfillment, that is cancelled while its request goes on', () => {
  const {request} = told('fulfilled');
  const emails = [email(request._id, 'request')];
  const of = (one: ChangeRecord) => whatOf({requests: [request], emails, changes: [one]});
  expect(of(change('cancel order'))).toEqual([expect.stringContaining('its order is cancelled')]);
  const unfulfilled = [{line: 'gid://shopify/LineItem/1', requests: [request._id.toHexString()]}];
  expect(of(change('cancel fulfillment', {unfulfilled}))).toEqual([
    expect.stringContaining('its fulfillment is cancelled'),
  ]);
});

it('sees units that are not wanted any more, and an address nobody was told of', () => {
  const {request} = told('fulfilled');
  const emails = [email(request._id, 'request')];
  const wanted = new Map([[`${shop} gid://shopify/LineItem/1`, 1]]);
  expect(whatOf({requests: [request], emails, wanted, changes: [change('edit order')]})).toEqual([
    expect.stringContaining('holds 2 units of a line of which 1 are wanted'),
  ]);
  expect(whatOf({requests: [request], emails, changes: [change('change address')]})).toEqual([
    expect.stringContaining('was not told of the new address'),
  ]);
});

it('sees a merchant who was told yes and did not get it', () => {
  const {request} = told('fulfilled');
  const answers = [{request: request._id.toHexString(), status: 202, code: null}];
  const emails = [email(request._id, 'request')];
  expect(whatOf({requests: [request], emails, changes: [change('cancel request', {answers})]})).toEqual([
    expect.stringContaining('its cancellation was accepted'),
  ]);
});
