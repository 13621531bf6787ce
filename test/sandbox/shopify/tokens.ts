/** Session tokens, access tokens and refresh tokens of the app and of the look from outside. */
import {randomBytes, randomUUID} from 'node:crypto';
import {jwtVerify, SignJWT} from 'jose';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Who calls: the app under test, someone who looks from outside with every scope, or another app of the same shop. */
export const callers = ['app', 'outside', 'other'] as const;
export type Caller = (typeof callers)[number];

export interface AccessToken {
  readonly token: string;
  readonly shop: string;
  readonly caller: Caller;
  /** Milliseconds since the epoch; undefined: never. */
  readonly expiresAt?: number;
}

interface RefreshToken {
  readonly token: string;
  readonly shop: string;
  readonly expiresAt: number;
  /** The pair that this token was exchanged for. */
  next?: RefreshToken;
  firstUsedAt?: number;
  dead?: boolean;
}

/** Seconds; as Shopify gives them. */
export const lifetimes = {session: 60, access: 3600, refresh: 90 * 24 * 3600, online: 24 * 3600 - 1};

export interface Tokens {
  sessionToken(shop: string): Promise<string>;
  /** The shop and user of a session token.
   * @throws Error if its signature, audience, time or shop is not right. */
  verifySession(token: string): Promise<{shop: string; user: string}>;
  issueAccess(shop: string, caller: Caller, lifeSeconds?: number): AccessToken;
  issueRefresh(shop: string): string;
  /** The pair's shop, or undefined if the refresh token is dead, spent or unknown; else it is spent now. */
  spendRefresh(token: string): {shop: string; refreshToken: string} | undefined;
  find(token: string): AccessToken | undefined;
  /** After an uninstall: none of the app's tokens for this shop works any more. */
  revoke(shop: string): void;
}

export interface TokenOptions {
  apiKey: string;
  apiSecret: string;
  now(): Date;
}

/** The user that every session token of the sandbox names. */
export const sandboxUser = {id: 1, sub: '1'};

/** Token stores of one sandbox. */
export function createTokens(options: TokenOptions): Tokens {
  const access = new Map<string, AccessToken>();
  const refresh = new Map<string, RefreshToken>();
  const key = new TextEncoder().encode(options.apiSecret);
  const time = (): number => options.now().getTime();

  const newRefresh = (shop: string): RefreshToken => {
    const made = {
      token: `shprt_${randomBytes(16).toString('hex')}`,
      shop,
      expiresAt: time() + lifetimes.refresh * 1000,
    };
    refresh.set(made.token, made);
    return made;
  };

  return {
    async sessionToken(shop) {
      const seconds = Math.floor(time() / 1000);
      return new SignJWT({dest: `https://${shop}`, sid: randomUUID()})
        .setProtectedHeader({alg: 'HS256', typ: 'JWT'})
        .setIssuer(`https://${shop}/admin`)
        .setAudience(options.apiKey)
        .setSubject(sandboxUser.sub)
        .setIssuedAt(seconds)
        .setNotBefore(seconds)
        .setExpirationTime(seconds + lifetimes.session)
        .setJti(randomUUID())
        .sign(key);
    },

    async verifySession(token) {
      const {payload} = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        audience: options.apiKey,
        currentDate: options.now(),
        requiredClaims: ['iss', 'exp', 'sub'],
      });
      const dest = typeof payload['dest'] === 'string' ? new URL(payload['dest']).host : '';
      if (dest === '' || new URL(payload.iss ?? '').host !== dest) throw new Error('iss and dest differ');
      return {shop: dest, user: payload.sub ?? ''};
    },

    issueAccess(shop, caller, lifeSeconds) {
      const made: AccessToken = {
        token: `${caller === 'outside' ? 'shpua' : 'shpat'}_${randomBytes(16).toString('hex')}`,
        shop,
        caller,
        ...(lifeSeconds === undefined ? {} : {expiresAt: time() + lifeSeconds * 1000}),
      };
      access.set(made.token, made);
      return made;
    },

    issueRefresh: (shop) => newRefresh(shop).token,

    // Shopify, since 2026-08-28: the earlier refresh token stays usable until its replacement is used, at most 30 days from
    // its first use, so that an app that lost the answer can ask again.
    spendRefresh(token) {
      const found = refresh.get(token);
      const now = time();
      if (!found || found.dead || found.expiresAt <= now) return undefined;
      if (found.firstUsedAt !== undefined && now - found.firstUsedAt > 30 * day) return undefined;
      found.firstUsedAt ??= now;
      for (const earlier of refresh.values()) {
        if (earlier.next === found) earlier.dead = true;
      }
      found.next = newRefresh(found.shop);
      return {shop: found.shop, refreshToken: found.next.token};
    },

    find(token) {
      const found = access.get(token);
      if (found?.expiresAt === undefined || found.expiresAt > time()) return found;
      access.delete(token);
      return undefined;
    },

    revoke(shop) {
      for (const [token, each] of access) if (each.shop === shop && each.caller === 'app') access.delete(token);
      for (const [token, each] of refresh) if (each.shop === shop) refresh.delete(token);
    },
  };
}
