/** Access tokens for the Admin API: a shop's own, refreshed in time, by one process at a time. */
import {randomUUID} from 'node:crypto';
import {AppError} from '../errors.ts';
import {delay} from '../shopify/delay.ts';
import type {TokenSource} from '../shopify/caller.ts';
import {refreshTokens, type RefreshConfig} from './refreshGrant.ts';
import {
  offlineSessionId,
  openTokens,
  sealTokens,
  sessionEncryption,
  sessions,
  type SessionParts,
  type StoredSession,
  type Tokens,
} from './sessionStore.ts';

/** A token this close to its end (ms) is replaced first. Shopify: an expiring offline token lives an hour. */
const nearlyOverMs = 5 * 60_000;
/** How often a process looks whether another has finished refreshing, ms. */
const lookAgainMs = 100;

export type TokenParts = SessionParts & {config: RefreshConfig};

/**
 * Makes the source of tokens for the Admin clients of a process.
 * `get` and `refresh` throw AppError `shopify_unauthorized` where only a person who opens the app can help: no session, or a
 * dead refresh token; `shopify_unavailable` where Shopify did not answer.
 */
export function createTokens({config, log, db}: TokenParts): TokenSource {
  const encryption = sessionEncryption(config);
  const collection = sessions(db);
  const leaseMs = config.OUTSIDE_TIMEOUT_SECONDS * 1000 + 5000;
  /** Calls of this process that wait for the same refresh. */
  const underWay = new Map<string, Promise<string>>();

  const read = async (shop: string): Promise<{stored: StoredSession; tokens: Tokens & {accessToken: string}}> => {
    const stored = await collection.findOne({_id: offlineSessionId(shop)});
    const tokens = stored && openTokens(encryption, stored, log);
    if (!stored || !tokens || tokens.accessToken === null) throw new AppError('shopify_unauthorized');
    return {stored, tokens: {...tokens, accessToken: tokens.accessToken}};
  };

  const lease = (shop: string, owner: string) =>
    collection.findOneAndUpdate(
      {_id: offlineSessionId(shop), $or: [{refreshUntil: {$exists: false}}, {refreshUntil: {$lt: new Date()}}]},
      {$set: {refreshOwner: owner, refreshUntil: new Date(Date.now() + leaseMs)}},
      {returnDocument: 'after'},
    );
  const giveBack = (shop: string, owner: string) =>
    collection.updateOne(
      {_id: offlineSessionId(shop), refreshOwner: owner},
      {$unset: {refreshOwner: '', refreshUntil: ''}},
    );

  const refreshOnce = async (shop: string, refused: string | undefined): Promise<string> => {
    const owner = randomUUID();
    const giveUpAt = Date.now() + leaseMs * 2;
    while (Date.now() < giveUpAt) {
      const {tokens} = await read(shop);
      if (fresh(tokens, refused)) return tokens.accessToken;
      if (tokens.refreshToken === null || !isLater(tokens.refreshTokenExpires, 0)) {
        throw new AppError('shopify_unauthorized', {details: {reason: 'no refresh token'}});
      }
      const leased = await lease(shop, owner);
      if (!leased) {
        await delay(lookAgainMs);
        continue;
      }
      const now = openTokens(encryption, leased, log);
      // Another process may have finished between our look and our lease.
      if (!now || fresh(now, refused) || now.refreshToken === null) {
        await giveBack(shop, owner);
        continue;
      }
      const renewed = await renew(shop, leased, now.refreshToken, owner);
      if (renewed !== null) return renewed;
    }
    throw new AppError('shopify_unavailable', {details: {reason: 'the token is being refreshed elsewhere'}});
  };

  /** null: other tokens were stored meanwhile; look again. */
  const renew = async (shop: string, leased: StoredSession, refreshToken: string, owner: string) => {
    let tokens: Tokens;
    try {
      tokens = await refreshTokens(config, shop, refreshToken);
    } catch (error) {
      await giveBack(shop, owner);
      // A dead refresh token may be the old one of a pair that was just replaced.
      const current = await collection.findOne({_id: leased._id});
      if (current && current.revision !== leased.revision) return null;
      throw error;
    }
    const {matchedCount} = await collection.updateOne(
      {_id: leased._id, refreshOwner: owner, revision: leased.revision},
      {
        $set: sealTokens(encryption, leased._id, {...tokens, scope: tokens.scope ?? leased.scope}),
        $unset: {refreshOwner: '', refreshUntil: ''},
      },
    );
    if (matchedCount === 0) return null;
    log.info({shop, expires: tokens.expires}, 'Refreshed the access token');
    return tokens.accessToken;
  };

  const refresh = (shop: string, refused?: string): Promise<string> => {
    const key = `${shop} ${refused ?? ''}`;
    const running = underWay.get(key) ?? refreshOnce(shop, refused).finally(() => underWay.delete(key));
    underWay.set(key, running);
    return running;
  };

  return {
    refresh,
    async get(shop) {
      const {tokens} = await read(shop);
      if (lastsFor(tokens, nearlyOverMs)) return tokens.accessToken;
      try {
        return await refresh(shop);
      } catch (error) {
        // There are minutes left, and Shopify may answer the next time.
        if (lastsFor(tokens, 0) && error instanceof AppError && error.retryable) return tokens.accessToken;
        throw error;
      }
    },
  };
}

/** Whether a token is good for so long yet; one without an end always is. */
function lastsFor(tokens: Tokens, ms: number): boolean {
  return isLater(tokens.expires, ms);
}

function isLater(date: Date | null, ms: number): boolean {
  return date === null || date.getTime() > Date.now() + ms;
}

/** Whether the stored token will do instead of the refused one (or of the one that is nearly over). */
function fresh(tokens: Tokens, refused: string | undefined): boolean {
  return refused === undefined ? lastsFor(tokens, nearlyOverMs) : tokens.accessToken !== refused && lastsFor(tokens, 0);
}
