/** Faults of the whole email account: the queue stops and keeps everything, one email a minute tries, and it goes on by itself. */
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {Writable} from 'node:stream';
import pino from 'pino';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {Context} from '../../../core/context.ts';
import {holdingMailer} from '../../../core/email/account/mailer.ts';
import {currentHold} from '../../../core/email/account/hold.ts';
import {createPostmarkMailer} from '../../../core/email/postmark.ts';
import {retryRequest} from '../../../core/requests/actions.ts';
import {createRequests} from '../../../core/requests/create.ts';
import {drainShop} from '../../../core/requests/courier/drain.ts';
import {requests} from '../../../core/requests/store.ts';
import {withGlances} from '../../../core/services/glance.ts';
import {sendTestEmail} from '../../../core/services/testEmail.ts';
import type {Service} from '../../../core/wire.ts';
import {createWorld, type World} from '../../support/world.ts';

/** Stands between the app and the Postmark stand-in: counts the calls, and refuses the account on command. */
let between: Server;
let refusal: {status: number; errorCode: number} | null = null;
let calls: string[] = [];
let world: World;
let service: Service;

beforeAll(async () => {
  between = createServer((req, res) => void answer(req, res));
  await new Promise<void>((resolve) => {
    between.listen(0, '127.0.0.1', resolve);
  });
  const {port} = between.address() as AddressInfo;
  world = await createWorld({POSTMARK_API_ORIGIN: `http://127.0.0.1:${port}`});
  service = await world.activate();
});
afterAll(async () => {
  await world.close();
  between.closeAllConnections();
  between.close();
});
beforeEach(async () => {
  refusal = null;
  calls = [];
  await world.ctx.db.collection('emailAccount').deleteMany({});
  await requests(world.ctx.db).deleteMany({});
});

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const {method = 'GET', url = '/'} = req;
  calls.push(`${method} ${url.split('?')[0]}`);
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const {status, text} = await pass(method, url, Buffer.concat(chunks));
  res.writeHead(status, {'content-type': 'application/json'}).end(text);
}

async function pass(method: string, path: string, body: Buffer): Promise<{status: number; text: string}> {
  if (refusal) {
    const {status, errorCode} = refusal;
    return {status, text: JSON.stringify({ErrorCode: errorCode, Message: 'no'})};
  }
  const response = await fetch(`${world.postmarkUrl}${path}`, {
    method,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-postmark-server-token': world.config.POSTMARK_SERVER_TOKEN,
    },
    ...(method === 'GET' ? {} : {body: new Uint8Array(body)}),
  });
  return {status: response.status, text: await response.text()};
}

let count = 0;
async function ask(orders: number): Promise<void> {
  for (let at = 0; at < orders; at++) {
    const order = await world.order(service.id, [1]);
    const caller = {idempotencyKey: `account-${++count}`, by: 'user:1'};
    await createRequests(world.ctx, world.shop, order.id, {}, caller);
  }
}
const all = () => requests(world.ctx.db).find({shop: world.shop}).toArray();
const waiting = () => requests(world.ctx.db).find({shop: world.shop, status: 'queued'}).toArray();
const sends = () => calls.filter((call) => call.startsWith('POST'));
const earlier = (date: Date | null) => new Date((date?.getTime() ?? 0) - 66_000);
/** Time goes by: everything that waits has waited a minute longer. */
async function aMinuteLater(): Promise<void> {
  const held = await currentHold(world.ctx.db);
  if (held) await world.ctx.db.collection('emailAccount').updateMany({}, {$set: {probeAt: earlier(held.probeAt)}});
  for (const {_id, dueAt} of await waiting()) {
    await requests(world.ctx.db).updateOne({_id}, {$set: {dueAt: earlier(dueAt)}});
  }
}
const glance = async () => (await withGlances(world.ctx, world.shop, [service]))[0]?.glance;

describe.each([
  ['a bad token', {status: 401, errorCode: 10}],
  ['an unpaid account', {status: 422, errorCode: 405}],
  ['an account that is not approved', {status: 422, errorCode: 412}],
  ['an account that may not send', {status: 422, errorCode: 413}],
])('%s', (_what, fault) => {
  it('stops the queue, keeps everything, is tried once a minute, and resumes by itself', async () => {
    const before = (await world.outside.inbox()).length;
    refusal = fault;
    await ask(4);
    await world.drain();
    await world.drain();
    // One batch found out; nothing else was asked.
    expect(sends()).toHaveLength(1);
    expect(await currentHold(world.ctx.db)).toMatchObject({kind: fault.errorCode === 10 ? 'token' : 'sending'});
    const held = await waiting();
    expect(held).toMatchObject(
      Array.from({length: 4}, () => ({open: true, attempts: 0, failure: {code: 'email_account_blocked'}})),
    );
    expect(await glance()).toMatchObject({open: 4, attention: 4});
    // What comes meanwhile waits as well, without a call of anybody.
    await ask(1);
    await world.drain();
    expect(sends()).toHaveLength(1);
    expect(await waiting()).toHaveLength(5);

    for (let minute = 1; minute <= 3; minute++) {
      await aMinuteLater();
      await world.drain();
      await world.drain();
      expect(sends()).toHaveLength(1 + minute);
    }
    // Each try is another request's: one that is refused for its own sake does not keep the others.
    const tried = (await waiting()).filter(({history}) => history.filter(({event}) => event === 'sending').length > 1);
    expect(tried.length).toBeGreaterThan(1);
    expect(await waiting()).toMatchObject(Array.from({length: 5}, () => ({attempts: 0})));

    refusal = null;
    await aMinuteLater();
    await world.drain();
    expect(await waiting()).toEqual([]);
    expect(await currentHold(world.ctx.db)).toBeNull();
    expect(await world.outside.inbox()).toHaveLength(before + 5);
    expect(await glance()).toMatchObject({open: 0, attention: 0});
    expect((await all()).every(({status}) => status === 'fulfilled')).toBe(true);
  });
});

it('is tried at once when a person says so, and by a test email', async () => {
  refusal = {status: 422, errorCode: 405};
  await ask(2);
  await world.drain();
  expect(sends()).toHaveLength(1);
  await world.ctx.db.collection('emailAccount').updateMany({}, {$set: {probeAt: new Date(Date.now() + 40_000)}});
  const [request] = await waiting();
  await retryRequest(world.ctx, world.shop, request?._id.toHexString() ?? '', 'user:1');
  await world.drain();
  expect(sends()).toHaveLength(2);
  await expect(sendTestEmail(world.ctx, world.shop, service.id, 'user:1')).rejects.toMatchObject({
    code: 'email_account_blocked',
  });
  expect(sends()).toHaveLength(3);
  refusal = null;
  await sendTestEmail(world.ctx, world.shop, service.id, 'user:1');
  expect(await currentHold(world.ctx.db)).toBeNull();
  await aMinuteLater();
  await world.drain();
  expect(await waiting()).toEqual([]);
});

it('with a bad token also what is only looked up is asked once a minute', async () => {
  await ask(3);
  await requests(world.ctx.db).updateMany(
    {status: 'queued'},
    {
      $set: {
        status: 'unknown',
        dueAt: new Date(0),
        sendingAt: new Date(),
        messages: [1].map(() => ({
          key: `${'a'.repeat(24)}.0.0`,
          address: service.email ?? '',
          state: 'sending' as const,
          messageId: null,
          delivery: null,
          opened: false,
        })),
      },
    },
  );
  refusal = {status: 401, errorCode: 10};
  await world.drain();
  await world.drain();
  expect(calls).toHaveLength(1);
  const left = await requests(world.ctx.db).find({status: 'unknown'}).toArray();
  expect(left).toHaveLength(3);
  expect(left.every(({dueAt}) => (dueAt?.getTime() ?? 0) > Date.now() + 30_000)).toBe(true);
  refusal = null;
  await aMinuteLater();
  await requests(world.ctx.db).updateMany({status: 'unknown'}, {$set: {dueAt: new Date(0), sendingAt: new Date(0)}});
  await world.drain();
  await world.drain();
  expect(await currentHold(world.ctx.db)).toBeNull();
  expect((await all()).every(({status}) => status === 'fulfilled')).toBe(true);
});

it('tells whoever watches the log once that it begins and once that it is over, and how often it was tried', async () => {
  const lines: {level: number; msg: string}[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as {level: number; msg: string});
      done();
    },
  });
  const log = pino({}, stream);
  const parts = {config: world.config, log: world.ctx.log};
  const ctx: Context = {...world.ctx, mailer: holdingMailer(createPostmarkMailer(parts), {db: world.ctx.db, log})};
  const drain = () => drainShop(ctx, world.shop);
  refusal = {status: 422, errorCode: 405};
  await ask(2);
  await drain();
  await aMinuteLater();
  await drain();
  refusal = null;
  await aMinuteLater();
  await drain();
  expect(lines.map(({level, msg}) => `${level} ${msg}`)).toEqual([
    expect.stringMatching(/^50 the email account cannot send/),
    expect.stringMatching(/^40 the email account still cannot send/),
    expect.stringMatching(/^30 the email account can send again/),
  ]);
});
