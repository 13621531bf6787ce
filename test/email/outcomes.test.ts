/** What Postmark's answers mean for each message of a batch: every code and status of reference/postmark.md §4, and what is none of them. */
import {describe, expect, it} from 'vitest';
import {classify, type Answer} from '../../core/email/outcomes.ts';

const id = '883953f4-6105-42a2-a16a-77a8eac79483';
const answer = (status: number, body: unknown, retryAfterMs: number | null = null): Answer => ({
  kind: 'answer',
  status,
  body,
  retryAfterMs,
});
const one = (given: Answer) => classify(given, 1)[0];

describe('a call without an answer', () => {
  it('surely did nothing if it was not sent: it is tried again', () => {
    expect(classify({kind: 'notSent', reason: 'ECONNREFUSED'}, 2)).toEqual([
      {kind: 'retry', afterMs: 5_000, detail: 'ECONNREFUSED'},
      {kind: 'retry', afterMs: 5_000, detail: 'ECONNREFUSED'},
    ]);
  });

  it('may have been carried out if it was interrupted: nobody knows', () => {
    expect(classify({kind: 'interrupted', reason: 'ECONNRESET'}, 2)).toEqual([
      {kind: 'unknown', detail: 'ECONNRESET'},
      {kind: 'unknown', detail: 'ECONNRESET'},
    ]);
  });
});

describe('a 2xx answer', () => {
  it('accepts each message that has a MessageID, whatever its ErrorCode, and tells the others apart, in order', () => {
    const rows = [
      {ErrorCode: 0, MessageID: id},
      {ErrorCode: 406, Message: 'inactive'},
      {ErrorCode: 300, MessageID: '00000000-0000-0000-0000-000000000000'},
      {MessageID: id},
      {ErrorCode: 999, MessageID: id},
    ];
    expect(classify(answer(200, rows), 5)).toEqual([
      {kind: 'accepted', messageId: id},
      {kind: 'refused', code: 'email_recipient_inactive', detail: 'ErrorCode 406'},
      {kind: 'refused', code: 'email_rejected', detail: 'ErrorCode 300'},
      {kind: 'accepted', messageId: id},
      {kind: 'accepted', messageId: id},
    ]);
  });

  it('of a batch of one may come as a single message', () => {
    expect(one(answer(200, {ErrorCode: 0, MessageID: id}))).toEqual({kind: 'accepted', messageId: id});
    expect(one(answer(200, [{ErrorCode: 0, MessageID: id.toUpperCase()}]))).toMatchObject({kind: 'accepted'});
  });

  it.each([
    ['no JSON', undefined, 2],
    ['nothing', null, 2],
    ['too few rows', [{ErrorCode: 0, MessageID: id}], 2],
    ['too many rows', [{MessageID: id}, {MessageID: id}, {MessageID: id}], 2],
    ['no list for more than one', {ErrorCode: 0, MessageID: id}, 2],
    ['an empty list for one', [], 1],
  ])('that is %s leaves all of them unknown', (_what, body, count) => {
    expect(classify(answer(200, body), count)).toEqual(
      Array.from({length: count}, () => ({kind: 'unknown', detail: 'HTTP 200 without an answer for each message'})),
    );
  });

  it.each([
    ['neither an id nor a code', {}],
    ['a code of 0 and no id', {ErrorCode: 0}],
    ['a code of 0 and an empty id', {ErrorCode: 0, MessageID: '00000000-0000-0000-0000-000000000000'}],
    ['an id that is no text', {ErrorCode: 0, MessageID: 7}],
    ['a code that is no number', {ErrorCode: '406', MessageID: ''}],
    ['null', null],
    ['a text', 'OK'],
    ['nothing', undefined],
  ])('whose row has %s leaves it unknown', (_what, row) => {
    expect(one(answer(202, [row]))).toEqual({kind: 'unknown', detail: 'HTTP 202 without a MessageID'});
  });

  it.each([200, 299])('is any status from 200 to 299: %s', (status) => {
    expect(one(answer(status, [{MessageID: id}]))).toMatchObject({kind: 'accepted'});
  });

  it.each([199, 300, 302])('is no other: %s leaves it unknown', (status) => {
    expect(one(answer(status, [{MessageID: id}]))).toEqual({kind: 'unknown', detail: `HTTP ${status}`});
  });
});

const throttled = {kind: 'retry', afterMs: 5_000};
const offline = {kind: 'retry', afterMs: 15_000};
const inactive = {kind: 'refused', code: 'email_recipient_inactive'};
const rejected = {kind: 'refused', code: 'email_rejected'};

/** By ErrorCode, wherever it stands. */
const codes: [number, object][] = [
  ...[10, 400, 401, 405, 412, 413, 422, 614, 1235, 1236, 1480].map((code): [number, object] => [
    code,
    {kind: 'account'},
  ]),
  [100, offline],
  [101, {kind: 'unknown'}],
  [406, inactive],
  [429, throttled],
  [300, rejected],
  [402, rejected],
  [-1, rejected],
];

describe.each(codes)('ErrorCode %s', (code, meaning) => {
  it('of a row', () => {
    expect(one(answer(200, [{ErrorCode: code}]))).toEqual({...meaning, detail: `ErrorCode ${code}`});
  });

  it('of the whole request', () => {
    expect(classify(answer(422, {ErrorCode: code}), 2)).toEqual(
      [1, 2].map(() => ({...meaning, detail: `HTTP 422, ErrorCode ${code}`})),
    );
  });
});

describe('a request that was not accepted', () => {
  it.each([
    // About the message.
    [422, undefined, rejected],
    [422, {ErrorCode: '10'}, rejected],
    [413, undefined, rejected],
    [415, undefined, rejected],
    // About the pace.
    [429, undefined, throttled],
    // About how this app calls.
    [400, undefined, {kind: 'account'}],
    [401, {Message: 'no code'}, {kind: 'account'}],
    [403, undefined, {kind: 'account'}],
    [404, undefined, {kind: 'account'}],
    [499, undefined, {kind: 'account'}],
    // About nothing that could be known.
    [408, undefined, {kind: 'unknown'}],
    [500, undefined, {kind: 'unknown'}],
    [502, '<html>', {kind: 'unknown'}],
    [503, undefined, {kind: 'unknown'}],
    [504, null, {kind: 'unknown'}],
    [399, undefined, {kind: 'unknown'}],
  ])('by HTTP %s and %j', (status, body, meaning) => {
    expect(one(answer(status, body))).toEqual({...meaning, detail: `HTTP ${status}`});
  });

  it.each([
    // Only Postmark's own word makes a 503 sure.
    [503, 100, offline],
    [503, 101, {kind: 'unknown'}],
    [500, 100, {kind: 'unknown'}],
    [401, 10, {kind: 'account'}],
    [429, 100, throttled],
    [413, 10, rejected],
  ])('by HTTP %s with ErrorCode %s', (status, code, meaning) => {
    expect(one(answer(status, {ErrorCode: code}))).toEqual({
      ...meaning,
      detail: `HTTP ${status}, ErrorCode ${code}`,
    });
  });

  it('waits as long as it is told to', () => {
    expect(one(answer(429, undefined, 42))).toMatchObject({kind: 'retry', afterMs: 42});
    expect(one(answer(503, {ErrorCode: 100}, 43))).toMatchObject({kind: 'retry', afterMs: 43});
    expect(one(answer(422, {ErrorCode: 429}, 44))).toMatchObject({kind: 'retry', afterMs: 44});
  });
});
