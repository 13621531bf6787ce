/** Each row of reference/postmark.md §4, and the traps of §9, as an outcome. */
import {describe, expect, it} from 'vitest';
import {classify, type Answer} from '../../core/email/outcomes.ts';

const answer = (status: number, body: unknown, retryAfterMs: number | null = null): Answer => ({
  kind: 'answer',
  status,
  body,
  retryAfterMs,
});
const error = (status: number, ErrorCode: number) => answer(status, {ErrorCode, Message: 'Some text.'});
const ok = (MessageID: string, ErrorCode: number | undefined = 0) => ({
  To: 'a@b.example',
  SubmittedAt: '2026-11-23T05:44:56.6740000-05:00',
  MessageID,
  ErrorCode,
  Message: 'OK',
});
const id = 'b7bc2f4a-e38e-4336-af7d-e6c392c2f817';

describe('a whole request that was refused', () => {
  it.each([
    ['10, bad token', error(401, 10), 'account'],
    ['100, maintenance', error(503, 100), 'retry'],
    ['101, unexpected error', error(500, 101), 'unknown'],
    ['300, invalid email request', error(422, 300), 'refused'],
    ['400, sender unknown', error(422, 400), 'account'],
    ['401, sender unconfirmed', error(422, 401), 'account'],
    ['402, malformed JSON', error(422, 402), 'refused'],
    ['403, invalid field', error(422, 403), 'refused'],
    ['405, out of credits', error(422, 405), 'account'],
    ['406, inactive recipient', error(422, 406), 'refused'],
    ['409, JSON headers missing', error(415, 409), 'refused'],
    ['410, more than 500', error(422, 410), 'refused'],
    ['411, forbidden attachment', error(422, 411), 'refused'],
    ['412, account pending', error(422, 412), 'account'],
    ['413, account may not send', error(422, 413), 'account'],
    ['422, invalid server', error(422, 422), 'account'],
    ['429, too fast', error(429, 429), 'retry'],
    ['429 with an empty body', answer(429, undefined), 'retry'],
    ['614, limit of the plan', error(422, 614), 'account'],
    ['1101, template missing', error(422, 1101), 'refused'],
    ['1235, stream unknown', error(422, 1235), 'account'],
    ['1236, stream cannot send', error(422, 1236), 'account'],
    ['1480, address not allowed', error(422, 1480), 'account'],
    ['11, several errors', error(422, 11), 'refused'],
    ['a code nobody has heard of', error(422, 9999), 'refused'],
    ['HTTP 413 from the edge', answer(413, undefined), 'refused'],
    ['HTTP 415 without a body', answer(415, undefined), 'refused'],
    ['HTTP 404', answer(404, undefined), 'account'],
    ['HTTP 408', answer(408, undefined), 'unknown'],
    ['HTTP 500 in HTML', answer(500, undefined), 'unknown'],
    ['HTTP 502', answer(502, undefined), 'unknown'],
    ['HTTP 503 without code 100', answer(503, undefined), 'unknown'],
    ['HTTP 504', answer(504, undefined), 'unknown'],
    ['a redirect', answer(302, undefined), 'unknown'],
  ] as const)('%s', (_, given, kind) => {
    const outcomes = classify(given, 3);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual([kind, kind, kind]);
  });

  it('names an inactive recipient as such', () => {
    expect(classify(error(422, 406), 1)[0]).toMatchObject({code: 'email_recipient_inactive'});
    expect(classify(error(422, 300), 1)[0]).toMatchObject({code: 'email_rejected'});
  });

  it('waits as long as Retry-After says', () => {
    expect(classify(answer(429, {ErrorCode: 429}, 7000), 1)[0]).toMatchObject({kind: 'retry', afterMs: 7000});
  });
});

describe('a 2xx answer', () => {
  it('is read row by row', () => {
    const rows = [ok(id), {ErrorCode: 406, Message: ''}, {ErrorCode: 101, Message: ''}, {ErrorCode: 429, Message: ''}];
    expect(classify(answer(200, rows), 4)).toMatchObject([
      {kind: 'accepted', messageId: id},
      {kind: 'refused', code: 'email_recipient_inactive'},
      {kind: 'unknown'},
      {kind: 'retry'},
    ]);
  });

  it.each([
    ['no ErrorCode', ok(id, undefined)],
    ['ErrorCode 0', ok(id, 0)],
    ['an ErrorCode', ok(id, 406)],
  ])('with a MessageID and %s is accepted', (_, row) => {
    expect(classify(answer(200, [row]), 1)).toEqual([{kind: 'accepted', messageId: id}]);
  });

  it.each([
    ['HTML', undefined],
    ['an empty object', {}],
    ['a row without MessageID and ErrorCode', [{Message: 'OK'}]],
    ['ErrorCode 0 without a MessageID', [{ErrorCode: 0, Message: 'OK'}]],
    ['an empty UUID and ErrorCode 0', [ok('00000000-0000-0000-0000-000000000000')]],
    ['null', [null]],
    ['too many rows', [ok(id), ok(id)]],
    ['too few rows', []],
  ])('with %s leaves the outcome unknown', (_, body) => {
    expect(classify(answer(200, body), 1)).toMatchObject([{kind: 'unknown'}]);
  });

  it('of the wrong length is unknown for all', () => {
    const outcomes = classify(answer(200, [ok(id), ok(id)]), 3);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('takes an empty UUID with an ErrorCode by its code', () => {
    expect(classify(answer(200, [ok('00000000-0000-0000-0000-000000000000', 406)]), 1)).toMatchObject([
      {kind: 'refused', code: 'email_recipient_inactive'},
    ]);
  });

  it('of a single message counts for a batch of one', () => {
    expect(classify(answer(200, ok(id)), 1)).toEqual([{kind: 'accepted', messageId: id}]);
    expect(classify(answer(200, ok(id)), 2).map((outcome) => outcome.kind)).toEqual(['unknown', 'unknown']);
  });
});

describe('no answer', () => {
  it('is tried again if the request never left', () => {
    expect(classify({kind: 'notSent', reason: 'ECONNREFUSED'}, 2).map((outcome) => outcome.kind)).toEqual([
      'retry',
      'retry',
    ]);
  });

  it('is unknown if it may have arrived', () => {
    expect(classify({kind: 'interrupted', reason: 'TimeoutError'}, 2).map((outcome) => outcome.kind)).toEqual([
      'unknown',
      'unknown',
    ]);
  });
});
