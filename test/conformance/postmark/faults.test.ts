/** The stand-in's faults as the real client meets them. Traps: reference/postmark.md §3, §4 and §9. */
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {Errors} from 'postmark';
import {failure, mail, open, type Opened} from './support.ts';

let postmark: Opened;
beforeAll(async () => {
  postmark = await open();
});
beforeEach(async () => {
  await postmark.control('DELETE', 'faults');
  await postmark.control('DELETE', 'messages');
});
afterAll(() => postmark.close());

const fault = (body: object) => postmark.control('POST', 'faults', body);
const kept = async () => (await postmark.control<object[]>('GET', 'messages')).length;
const send = () => postmark.client().sendEmail(mail());

describe('each kind', () => {
  it.each([
    ['throttle', 429, 429, Errors.RateLimitExceededError],
    ['maintenance', 503, 100, Errors.ServiceUnavailablerError],
    ['error', 500, 101, Errors.InternalServerError],
    ['account', 422, 413, Errors.ApiInputError],
  ] as const)('%s: HTTP %i, ErrorCode %i, and nothing accepted', async (kind, statusCode, code, type) => {
    await fault({kind});
    const error = await failure(send());
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({statusCode, code});
    expect(await kept()).toBe(0);
  });

  it('an error may be any other, and may come after the message was taken', async () => {
    await fault({kind: 'error', status: 422, errorCode: 405, message: 'Out of credits.', after: true});
    expect(await failure(send())).toMatchObject({statusCode: 422, code: 405, message: 'Out of credits.'});
    expect(await kept()).toBe(1);
  });

  it('noErrorCode: accepted, but the key is missing', async () => {
    await fault({kind: 'noErrorCode'});
    const answer = await send();
    expect(answer).toMatchObject({
      Message: 'Message accepted, but delivery may be delayed.',
      MessageID: expect.any(String),
    });
    expect(answer).not.toHaveProperty('ErrorCode');
    expect(await kept()).toBe(1);
  });

  it('html: status 200, and the client resolves to a string', async () => {
    await fault({kind: 'html'});
    expect(await send()).toEqual(expect.stringContaining('<html>'));
    expect(await kept()).toBe(0);
  });

  it.each([
    [{kind: 'reset'}, 0],
    [{kind: 'reset', after: true}, 1],
    [{kind: 'timeoutBefore', ms: 50}, 0],
    [{kind: 'timeoutAfter', ms: 50}, 1],
  ])('%j: no answer, %i accepted', async (body, count) => {
    await fault(body);
    expect(await failure(send())).toMatchObject({statusCode: 0, code: 0});
    expect(await kept()).toBe(count);
  });

  it('stall: half an answer, then nothing', async () => {
    await fault({kind: 'stall', ms: 50});
    await expect(send()).rejects.toThrow(/terminated|other side closed/);
    expect(await kept()).toBe(1);
  });

  it('latency: later, but well', async () => {
    await fault({kind: 'latency', ms: 120});
    const start = Date.now();
    expect(await send()).toMatchObject({ErrorCode: 0});
    expect(Date.now() - start).toBeGreaterThanOrEqual(110);
  });

  it('shortBatch: one row too few', async () => {
    await fault({kind: 'shortBatch'});
    expect(await postmark.client().sendEmailBatch([mail(), mail()])).toHaveLength(1);
    expect(await kept()).toBe(2);
  });
});

const run = async (seed: number): Promise<string> => {
  await postmark.control('DELETE', 'faults');
  await fault({kind: 'throttle', rate: 0.4, seed});
  let hits = '';
  for (let i = 0; i < 40; i++)
    hits += await send().then(
      () => '.',
      () => 'x',
    );
  return hits;
};

describe('which calls', () => {
  it('only those of the operation', async () => {
    await fault({operation: 'search', kind: 'error'});
    expect(await send()).toMatchObject({ErrorCode: 0});
    expect(await failure(postmark.client().getOutboundMessages())).toMatchObject({code: 101});
  });

  it('send is both ways of sending; email and batch are one each', async () => {
    await fault({operation: 'send', kind: 'error', times: 2});
    expect(await failure(send())).toMatchObject({code: 101});
    expect(await failure(postmark.client().sendEmailBatch([mail()]))).toMatchObject({code: 101});
    await fault({operation: 'batch', kind: 'error'});
    expect(await send()).toMatchObject({ErrorCode: 0});
    expect(await failure(postmark.client().sendEmailBatch([mail()]))).toMatchObject({code: 101});
  });

  it('so many times', async () => {
    await fault({kind: 'throttle', times: 2});
    expect([await failure(send()), await failure(send())]).toHaveLength(2);
    expect(await send()).toMatchObject({ErrorCode: 0});
  });

  it('a share of them, the same for the same seed', async () => {
    const first = await run(7);
    expect(first).toMatch(/x.*\.|\..*x/);
    expect(await run(7)).toBe(first);
    expect(await run(8)).not.toBe(first);
  });

  it('none that make no sense', async () => {
    await expect(fault({kind: 'meteor'})).rejects.toThrow('kind');
    await expect(fault({kind: 'latency'})).rejects.toThrow('ms');
    await expect(fault({kind: 'error', operation: 'fly'})).rejects.toThrow('operation');
    await expect(fault({kind: 'error', rat: 1})).rejects.toThrow('rat');
  });
});
