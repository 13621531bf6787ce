/** What a send's outcomes make of a request: each kind alone and mixed, on which the state machine goes on. */
import {ObjectId} from 'mongodb';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {SendOutcome} from '../../../core/email/mailer.ts';
import {errorTable} from '../../../core/errors.ts';
import {probeEveryMs} from '../../../core/email/account/hold.ts';
import {maxAttempts} from '../../../core/requests/courier/round.ts';
import {applyOutcome, changeAfterSend, statusAfterSend} from '../../../core/requests/courier/sent.ts';
import {keyPrefix, unsent, type Mailed, type StoredMessage} from '../../../core/requests/types.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
beforeEach(() => {
  vi.useFakeTimers({now});
});
afterEach(() => {
  vi.useRealTimers();
});

const mailed = (change: Partial<Mailed> = {}): Mailed => ({
  _id: new ObjectId('0123456789abcdef01234567'),
  shop: 'a.myshopify.com',
  ...unsent(new Date(now), 'user:1'),
  ...change,
});
const message = (at: number, state: StoredMessage['state'], more: Partial<StoredMessage> = {}): StoredMessage => ({
  key: `${keyPrefix(mailed())}${at}`,
  address: `a${at}@b.example`,
  state,
  messageId: state === 'accepted' ? `id-${at}` : null,
  delivery: state === 'accepted' ? 'accepted' : null,
  opened: false,
  ...more,
});

const accepted: SendOutcome = {kind: 'accepted', messageId: 'id-1'};
const inactive: SendOutcome = {kind: 'refused', code: 'email_recipient_inactive', detail: 'ErrorCode 406'};
const rejected: SendOutcome = {kind: 'refused', code: 'email_rejected', detail: 'ErrorCode 300'};
const retry: SendOutcome = {kind: 'retry', afterMs: 1, detail: 'HTTP 429'};
const account: SendOutcome = {kind: 'account', detail: 'HTTP 401'};
const unknown: SendOutcome = {kind: 'unknown', detail: 'ECONNRESET'};

const failureOf = (code: keyof typeof errorTable, retryable: boolean) => ({
  code,
  message: errorTable[code].message,
  retryable,
});
const after = (ms: number) => new Date(now + ms);

describe('a message', () => {
  const sending = message(0, 'sending');

  it.each([
    ['accepted', accepted, {state: 'accepted', messageId: 'id-1', delivery: 'accepted'}],
    ['rejected', rejected, {state: 'refused'}],
    ['to be tried later', retry, {state: 'pending'}],
    ['held with the account', account, {state: 'pending'}],
    ['of which nobody knows', unknown, {state: 'sending'}],
  ] as const)('that is %s', (_what, outcome, change) => {
    expect(applyOutcome(sending, outcome)).toEqual({...sending, ...change});
  });

  it('keeps the delivery that was told before the send call returned', () => {
    const told = applyOutcome({...sending, delivery: 'bounced'}, accepted);
    expect(told).toEqual({...sending, state: 'accepted', messageId: 'id-1', delivery: 'bounced'});
  });

  it('whose address is blocked is refused, and says so', () => {
    expect(applyOutcome(sending, inactive)).toEqual({...sending, state: 'refused', blocked: true});
  });
});

describe('after a send', () => {
  const two = [message(0, 'accepted'), message(1, 'sending')];

  it('is sent, and begins to count anew, once every email is accepted', () => {
    const messages = [message(0, 'accepted'), message(1, 'accepted')];
    // From here on it is counted how long its delivery is not heard of.
    const quietSince = new Date(now);
    const change = {status: 'sent', set: {messages, failure: null, attempts: 0, crashes: 0, dueAt: null, quietSince}};
    expect(changeAfterSend(mailed({attempts: 3, crashes: 2}), messages, [accepted, accepted])).toEqual(change);
    expect(statusAfterSend(mailed(), messages)).toEqual(change);
  });

  it('is sent if one is accepted and the other refused', () => {
    const messages = [message(0, 'accepted'), message(1, 'refused')];
    expect(changeAfterSend(mailed(), messages, [accepted, rejected])).toMatchObject({
      status: 'sent',
      set: {messages, failure: null},
    });
  });

  it('is unknown as soon as one is, whatever the others are, and is looked up at once', () => {
    expect(changeAfterSend(mailed(), two, [account, retry, rejected, accepted, unknown])).toEqual({
      status: 'unknown',
      set: {messages: two, dueAt: after(500), failure: failureOf('email_outcome_unknown', false)},
      detail: 'ECONNRESET',
    });
  });

  it('waits with the account, without using up a try, whatever the others are', () => {
    expect(changeAfterSend(mailed({attempts: maxAttempts}), two, [accepted, retry, rejected, account])).toEqual({
      status: 'queued',
      // After the next try of the account, which is another's.
      set: {messages: two, dueAt: after(probeEveryMs + 5000), failure: failureOf('email_account_blocked', true)},
      detail: 'HTTP 401',
    });
  });

  it('is tried again later, after a pause that grows, even if another was accepted or refused', () => {
    const change = changeAfterSend(mailed({attempts: 2}), two, [accepted, rejected, retry]);
    expect(change).toEqual({
      status: 'queued',
      set: {messages: two, dueAt: expect.any(Date), failure: failureOf('email_unavailable', true)},
      inc: {attempts: 1},
      detail: 'HTTP 429',
    });
    // Of the third try: 8 s, and up to a quarter more.
    const pause = (change.set?.dueAt?.getTime() ?? 0) - now;
    expect(pause).toBeGreaterThanOrEqual(8000);
    expect(pause).toBeLessThanOrEqual(10_000);
  });

  it('waits at least as long as the provider says', () => {
    const change = changeAfterSend(mailed(), two, [accepted, {...retry, afterMs: 3_600_000}]);
    expect(change.set?.dueAt).toEqual(after(3_600_000));
  });

  it('is given up after the last try, and not before', () => {
    const last = changeAfterSend(mailed({attempts: maxAttempts - 1}), two, [accepted, retry]);
    expect(last).toEqual({
      status: 'failed',
      set: {messages: two, dueAt: null, failure: failureOf('email_unavailable', true)},
      inc: {attempts: 1},
      detail: 'HTTP 429',
    });
    expect(changeAfterSend(mailed({attempts: maxAttempts - 2}), two, [accepted, retry]).status).toBe('queued');
  });

  it('fails with the reason if every email is refused', () => {
    const messages = [message(0, 'refused'), message(1, 'refused')];
    expect(changeAfterSend(mailed(), messages, [rejected, rejected])).toEqual({
      status: 'failed',
      set: {messages, dueAt: null, failure: failureOf('email_rejected', true)},
      detail: 'ErrorCode 300',
    });
    expect(statusAfterSend(mailed(), messages)).toEqual({
      status: 'failed',
      set: {messages, dueAt: null, failure: failureOf('email_rejected', true)},
    });
  });

  it('does not count what an earlier revision accepted: its last email did not arrive', () => {
    const again = mailed({revision: 1});
    const own = message(0, 'refused', {key: `${keyPrefix(again)}0`});
    const messages = [message(0, 'accepted'), own];
    expect(changeAfterSend(again, messages, [rejected])).toMatchObject({status: 'failed'});
    expect(statusAfterSend(again, messages)).toMatchObject({status: 'failed'});
    expect(statusAfterSend(again, [message(0, 'refused'), {...own, state: 'accepted'}])).toMatchObject({
      status: 'sent',
    });
  });
});
