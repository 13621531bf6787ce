/** Postmark's transport: token, headers, sizes, the shape of errors. Rules: reference/postmark.md §1 and §4. */
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {Errors} from 'postmark';
import {failure, mail, open, serverToken, type Opened} from './support.ts';

let postmark: Opened;
beforeAll(async () => {
  postmark = await open();
});
afterAll(() => postmark.close());

const json = {Accept: 'application/json', 'Content-Type': 'application/json'};
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(postmark.url + path, {
    method: 'POST',
    body,
    headers: {'X-Postmark-Server-Token': serverToken, ...json, ...headers},
  });

describe('the token', () => {
  it('wrong: HTTP 401, ErrorCode 10', async () => {
    const error = await failure(postmark.client('wrong').getServer());
    expect(error).toBeInstanceOf(Errors.InvalidAPIKeyError);
    expect(error).toMatchObject({statusCode: 401, code: 10});
  });

  it('missing or of the account: HTTP 401, ErrorCode 10', async () => {
    const response = await fetch(`${postmark.url}/server`, {
      headers: {...json, 'X-Postmark-Account-Token': serverToken},
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ErrorCode: 10});
  });

  it('matches without case', async () => {
    await expect(postmark.client(serverToken.toUpperCase()).getServer()).resolves.toMatchObject({DeliveryType: 'Live'});
  });
});

describe('errors', () => {
  it('carry their code in X-PM-ApiErrorCode', async () => {
    const response = await post('/email', '{}');
    expect(response.status).toBe(422);
    expect(response.headers.get('X-PM-ApiErrorCode')).toBe('300');
    expect(await response.json()).toEqual({ErrorCode: 300, Message: expect.any(String)});
  });

  it('402 for what is not JSON', async () => {
    const response = await post('/email', '{');
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ErrorCode: 402});
  });

  it('403 names the fields of the wrong type', async () => {
    const response = await post('/email', JSON.stringify({...mail(), From: 7, TrackLinks: 'Some'}));
    expect(await response.json()).toEqual({ErrorCode: 403, Message: "Invalid request field(s): 'From', 'TrackLinks'."});
  });

  it.each([
    ['Content-Type is missing', {'Content-Type': 'text/plain'}],
    ['Accept is for something else', {Accept: 'text/html'}],
  ])('HTTP 415 if %s', async (_, headers) => {
    expect((await post('/email', JSON.stringify(mail()), headers)).status).toBe(415);
  });

  it('HTTP 413 above 10 MB for one message and 50 MB for a batch', async () => {
    expect((await post('/email', ' '.repeat(10 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await post('/email/batch', ' '.repeat(50 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await post('/email/batch', `${' '.repeat(11 * 1024 * 1024)}[]`)).status).toBe(200);
  });
});

describe('the stand-in itself', () => {
  it('says what it does not simulate', async () => {
    const error = await failure(postmark.client().getTemplates());
    expect(error.statusCode).toBe(501);
  });

  it('lets every origin in', async () => {
    const response = await fetch(`${postmark.url}/sandbox/messages`, {
      method: 'OPTIONS',
      headers: {'Access-Control-Request-Headers': 'content-type'},
    });
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(response.headers.get('Access-Control-Allow-Headers')).toBe('content-type');
  });
});
