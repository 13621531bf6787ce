/** The mailer against the Postmark stand-in: what arrives, and what it makes of each fault. */
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {Mailer} from '../../core/email/mailer.ts';
import {mailerFor, message, postmark} from './mailer-support.ts';

let server: Awaited<ReturnType<typeof postmark>>;
let mailer: Mailer;
const hasty = () => mailerFor(server.url, {OUTSIDE_TIMEOUT_SECONDS: 0.6});
const kinds = (outcomes: {kind: string}[]) => outcomes.map(({kind}) => kind);

beforeAll(async () => {
  server = await postmark();
  mailer = mailerFor(server.url);
});
beforeEach(() => server.reset());
afterAll(() => server.close());

describe('send', () => {
  it('hands over each message and returns its MessageID', async () => {
    const outcomes = await mailer.send([message('k.0'), message('k.1', {to: 'second@service.example'})]);
    const kept = await server.messages();
    expect(outcomes).toEqual(kept.map(({MessageID}) => ({kind: 'accepted', messageId: MessageID})));
    expect(kept[1]).toMatchObject({
      To: 'second@service.example',
      From: '"The Shop" <orders@app.example>',
      ReplyTo: 'shop@merchant.example',
      Subject: 'Order #1001',
      Metadata: {message: 'k.1'},
      MessageStream: 'outbound',
      Tag: 'fulfillment-request',
    });
  });

  it('makes no call for nothing', async () => {
    await server.fault({kind: 'error', times: 1});
    expect(await mailer.send([])).toEqual([]);
    // The one fault is still there for the next call.
    expect(kinds(await mailer.send([message('k')]))).toEqual(['unknown']);
  });

  it('sends more than 500 in order', async () => {
    const outcomes = await mailer.send(Array.from({length: 501}, (_, i) => message(`many.${i}`)));
    const kept = await server.messages();
    expect(kept.map(({Metadata}) => Metadata['message'])).toEqual(Array.from({length: 501}, (_, i) => `many.${i}`));
    expect(outcomes).toEqual(kept.map(({MessageID}) => ({kind: 'accepted', messageId: MessageID})));
  });

  it('keeps the outcomes in place when some are not worth a call', async () => {
    const outcomes = await mailer.send([
      message('p.0'),
      message('p.1', {to: 'a@b.example, c@d.example'}),
      message('p.2'),
    ]);
    expect(kinds(outcomes)).toEqual(['accepted', 'refused', 'accepted']);
    expect((await server.messages()).map(({Metadata}) => Metadata['message'])).toEqual(['p.0', 'p.2']);
  });

  it('tells an inactive recipient from the others', async () => {
    const dead = 'HardBounce@bounce-testing.postmarkapp.com';
    await mailer.send([message('first', {to: dead})]);
    await expect.poll(async () => (await mailer.send([message('later', {to: dead})]))[0]?.kind).toBe('refused');
    const outcomes = await mailer.send([message('b.0'), message('b.1', {to: dead}), message('b.2')]);
    expect(outcomes).toMatchObject([
      {kind: 'accepted'},
      {kind: 'refused', code: 'email_recipient_inactive'},
      {kind: 'accepted'},
    ]);
  });

  it('refuses one message of a batch for what is wrong with it alone', async () => {
    const outcomes = await mailer.send([message('b.0', {html: 'x'.repeat(6_000_000)}), message('b.1')]);
    expect(kinds(outcomes)).toEqual(['refused', 'accepted']);
  });

  it('splits what is too large for one call', async () => {
    const large = Array.from({length: 12}, (_, i) => message(`l.${i}`, {html: 'x'.repeat(4_900_000)}));
    expect(kinds(await mailer.send(large))).toEqual(large.map(() => 'accepted'));
  });
});

describe('faults', () => {
  it.each([
    ['a bad token', () => mailerFor(server.url, {POSTMARK_SERVER_TOKEN: 'wrong'}), {}, 'account'],
    ['an unknown stream', () => mailerFor(server.url, {POSTMARK_MESSAGE_STREAM: 'nowhere'}), {}, 'account'],
    ['a blocked account', () => mailer, {kind: 'account'}, 'account'],
    ['throttling', () => mailer, {kind: 'throttle'}, 'retry'],
    ['maintenance', () => mailer, {kind: 'maintenance'}, 'retry'],
    ['an unexpected error', () => mailer, {kind: 'error'}, 'unknown'],
    ['a gateway error', () => mailer, {kind: 'error', status: 502, errorCode: 0}, 'unknown'],
    ['HTML with status 200', () => mailer, {kind: 'html'}, 'unknown'],
    ['a reset', () => mailer, {kind: 'reset'}, 'unknown'],
    ['a time-out before it was carried out', hasty, {kind: 'timeoutBefore'}, 'unknown'],
  ] as const)('%s is told as it is, and nothing was accepted', async (_, make, fault, kind) => {
    if ('kind' in fault) await server.fault(fault);
    expect(kinds(await make().send([message('f.0'), message('f.1')]))).toEqual([kind, kind]);
    expect(await server.messages()).toEqual([]);
  });

  it.each([
    ['a time-out afterwards', {kind: 'timeoutAfter'}],
    ['a body that stalls', {kind: 'stall'}],
    ['a reset afterwards', {kind: 'reset', after: true}],
    ['an error afterwards', {kind: 'error', after: true}],
    ['HTML instead of the answer', {kind: 'html', after: true}],
    ['an answer that lacks a row', {kind: 'shortBatch'}],
  ])('%s is unknown, and the message can be found', async (_, fault) => {
    await server.fault({operation: 'send', ...fault});
    expect(kinds(await hasty().send([message('u.0'), message('u.1')]))).toEqual(['unknown', 'unknown']);
    const [, second] = await server.messages();
    expect(await mailer.find('u.1')).toMatchObject({messageId: second?.MessageID});
  });

  it('an answer without ErrorCode is accepted', async () => {
    await server.fault({kind: 'noErrorCode'});
    const outcomes = await mailer.send([message('n.0'), message('n.1')]);
    expect(outcomes).toEqual(
      (await server.messages()).map(({MessageID}) => ({kind: 'accepted', messageId: MessageID})),
    );
  });

  it('a slow answer is waited for', async () => {
    await server.fault({kind: 'latency', ms: 400});
    expect(kinds(await mailer.send([message('s')]))).toEqual(['accepted']);
  });

  it('does not send the next call into silence', async () => {
    await server.fault({kind: 'timeoutBefore', times: 1});
    const outcomes = await hasty().send(Array.from({length: 501}, (_, i) => message(`q.${i}`)));
    expect(kinds(outcomes.slice(0, 500))).toEqual(Array.from({length: 500}, () => 'unknown'));
    expect(outcomes[500]).toMatchObject({kind: 'retry'});
    expect(await server.messages()).toEqual([]);
  });

  it('halves a batch that is refused whole, so that none is lost to another', async () => {
    await server.fault({kind: 'error', status: 422, errorCode: 300, times: 1});
    const outcomes = await mailer.send([message('h.0'), message('h.1'), message('h.2')]);
    expect(kinds(outcomes)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await server.messages()).toHaveLength(3);
  });

  it('a stop while it is under way is unknown, one before it is not', async () => {
    await server.fault({kind: 'timeoutAfter'});
    const stop = new AbortController();
    const sending = mailer.send([message('a')], {signal: stop.signal});
    await expect.poll(() => server.messages()).toHaveLength(1);
    stop.abort();
    expect(kinds(await sending)).toEqual(['unknown']);
    expect(kinds(await mailer.send([message('b')], {signal: stop.signal}))).toEqual(['retry']);
    expect(await server.messages()).toHaveLength(1);
  });
});

describe('find', () => {
  it('returns null until Postmark shows the message', async () => {
    await server.settings({searchLagMs: 'never'});
    await mailer.send([message('lag')]);
    expect(await mailer.find('lag')).toBeNull();
    await server.settings({searchLagMs: 0});
    const [kept] = await server.messages();
    expect(await mailer.find('lag')).toEqual({messageId: kept?.MessageID, submittedAt: new Date(kept?.at ?? '')});
  });

  it('finds the key itself, and the first of two', async () => {
    await mailer.send([message('same.1'), message('same.10'), message('same.1')]);
    const [first] = await server.messages();
    expect(await mailer.find('same.1')).toMatchObject({messageId: first?.MessageID});
    expect(await mailer.find('same.')).toBeNull();
  });

  it('finds keys with characters that mean something in a URL', async () => {
    await mailer.send([message('a b&c=d?e/f%20+g', {messageIdHeader: '<x@app.example>'})]);
    expect(await mailer.find('a b&c=d?e/f%20+g')).not.toBeNull();
  });

  it.each([
    {kind: 'error'},
    {kind: 'throttle'},
    {kind: 'maintenance'},
    {kind: 'html'},
    {kind: 'reset'},
    {kind: 'timeoutBefore'},
  ])('throws if it cannot ask: $kind', async (fault) => {
    await server.fault({operation: 'search', ...fault});
    await expect(hasty().find('k')).rejects.toMatchObject({code: 'email_unavailable'});
  });
});
