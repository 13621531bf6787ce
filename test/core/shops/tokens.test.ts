/** Access tokens that renew themselves, against the Shopify stand-in and against one that misbehaves. */
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {sessions} from '../../../core/shops/sessionStore.ts';
import {createSessionStorage} from '../../../core/shops/sessions.ts';
import {createTokens} from '../../../core/shops/tokens.ts';
import {startScripted, type Scripted} from '../shopify/scripted.ts';
import {createWorld, type World} from '../shopify/world.ts';

let world: World;
let server: Scripted;
beforeAll(async () => {
  [world, server] = await Promise.all([createWorld(), startScripted()]);
});
afterAll(() => Promise.all([world.close(), server.close()]));

const soon = (minutes: number) => ({expires: new Date(Date.now() + minutes * 60_000)});
const tokens = (origin = world.shopify.url) =>
  createTokens({config: {...world.config, SHOPIFY_API_ORIGIN: origin}, log: world.log, db: world.db});
const stored = (shop: string) => createSessionStorage(world.ctx).loadSession(`offline_${shop}`);
const works = async (shop: string, token: string) =>
  (
    await fetch(`${world.shopify.url}/admin/api/2026-07/graphql.json`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'X-Shopify-Access-Token': token, 'X-Sandbox-Shop': shop},
      body: '{"query":"{shop{name}}"}',
    })
  ).ok;

describe('a token', () => {
  it('is the stored one while it lasts', async () => {
    const shop = await world.install();
    expect(await tokens().get(shop)).toBe((await stored(shop))?.accessToken);
  });

  it('is renewed when it is nearly over, and the new pair is stored', async () => {
    const shop = await world.install(soon(4));
    const before = await stored(shop);
    const token = await tokens().get(shop);
    const after = await stored(shop);
    expect(token).not.toBe(before?.accessToken);
    expect(await works(shop, token)).toBe(true);
    expect(after).toMatchObject({accessToken: token, scope: before?.scope});
    expect(after?.refreshToken).not.toBe(before?.refreshToken);
    expect(after?.expires?.getTime()).toBeGreaterThan(Date.now() + 50 * 60_000);
    expect(after?.refreshTokenExpires?.getTime()).toBeGreaterThan(Date.now() + 80 * 24 * 3_600_000);
    expect(await tokens().get(shop)).toBe(token);
  });

  it('is renewed once however many ask, in whatever process', async () => {
    const shop = await world.install(soon(-1));
    const processes = [tokens(), tokens(), tokens()];
    const answers = await Promise.all(processes.flatMap((one) => [one.get(shop), one.get(shop), one.refresh(shop)]));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toBe((await stored(shop))?.accessToken);
  });

  it('is renewed after Shopify refused it, unless another one is stored already', async () => {
    const shop = await world.install();
    const refused = (await stored(shop))?.accessToken;
    const token = await tokens().refresh(shop, refused);
    expect(token).not.toBe(refused);
    expect(await tokens().refresh(shop, refused)).toBe(token);
  });

  it('serves a client whose token was revoked', async () => {
    const shop = await world.install({accessToken: 'shpat_revoked'});
    const answer = await world.asApp<{shop: {myshopifyDomain: string}}>(shop, 'query Q { shop { myshopifyDomain } }');
    expect(answer.shop.myshopifyDomain).toBe(shop);
  });

  it('that never ends is used as it is', async () => {
    const shop = await world.install({}, ['expires', 'refreshToken']);
    expect(await tokens().get(shop)).toBe((await stored(shop))?.accessToken);
  });
});

describe('no token', () => {
  it('is had for a shop without a session, or without a way to renew it', async () => {
    await expect(tokens().get('nobody.myshopify.com')).rejects.toMatchObject({code: 'shopify_unauthorized'});
    const bare = await world.install(soon(-1), ['refreshToken']);
    await expect(tokens().get(bare)).rejects.toMatchObject({code: 'shopify_unauthorized'});
    const late = await world.install({...soon(-1), refreshTokenExpires: new Date(Date.now() - 1000)});
    await expect(tokens().get(late)).rejects.toMatchObject({code: 'shopify_unauthorized'});
  });

  it('is had with a dead refresh token, also by those who waited', async () => {
    const shop = await world.install({...soon(-1), refreshToken: 'shprt_dead'});
    const source = tokens();
    const outcomes = await Promise.allSettled([source.get(shop), tokens().get(shop), source.refresh(shop)]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({status: 'rejected', reason: {code: 'shopify_unauthorized', retryable: false}});
    }
  });
});

describe('when Shopify does not answer', () => {
  it('a token with minutes left is used on, an ended one is for later', async () => {
    server.play({status: 503});
    const left = await world.install(soon(3));
    expect(await tokens(server.url).get(left)).toBe((await stored(left))?.accessToken);
    const ended = await world.install(soon(-1));
    await expect(tokens(server.url).get(ended)).rejects.toMatchObject({code: 'shopify_unavailable', retryable: true});
    // Nobody holds the lease any more, so the next one succeeds.
    expect(await works(ended, await tokens().get(ended))).toBe(true);
  });

  it('an answer that was lost does no harm: the old refresh token is good for another call', async () => {
    const shop = await world.install(soon(-1));
    server.play('cut');
    await expect(tokens(server.url).get(shop)).rejects.toMatchObject({code: 'shopify_unavailable'});
    expect(await works(shop, await tokens().get(shop))).toBe(true);
  });

  it('an answer that cannot be read stores nothing', async () => {
    const shop = await world.install(soon(-1));
    const before = await stored(shop);
    server.play({body: {access_token: 7}});
    await expect(tokens(server.url).get(shop)).rejects.toMatchObject({code: 'shopify_unavailable'});
    expect((await stored(shop))?.accessToken).toBe(before?.accessToken);
  });

  it('a lease whose holder died is taken over when it ends', async () => {
    const shop = await world.install(soon(-1));
    await sessions(world.db).updateOne(
      {shop},
      {$set: {refreshOwner: 'dead', refreshUntil: new Date(Date.now() + 300)}},
    );
    const began = Date.now();
    expect(await works(shop, await tokens().get(shop))).toBe(true);
    expect(Date.now() - began).toBeGreaterThanOrEqual(250);
  });
});

it('a session stored meanwhile wins over a refresh under way', async () => {
  const shop = await world.install(soon(-1));
  server.play('hang');
  const source = createTokens({
    config: {...world.config, SHOPIFY_API_ORIGIN: server.url, OUTSIDE_TIMEOUT_SECONDS: 1},
    log: world.log,
    db: world.db,
  });
  const waiting = source.get(shop);
  await expect.poll(() => server.seen.length).toBe(1);
  const {access_token: newer} = await world.exchange(shop);
  const session = await stored(shop);
  session!.accessToken = newer;
  session!.expires = new Date(Date.now() + 3_600_000);
  await createSessionStorage(world.ctx).storeSession(session!);
  expect(await waiting).toBe(newer);
  expect((await stored(shop))?.accessToken).toBe(newer);
});
