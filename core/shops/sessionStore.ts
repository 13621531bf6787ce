/** The collection of Shopify sessions: access and refresh tokens, sealed. Knows nothing of Shopify's library. */
import {randomUUID} from 'node:crypto';
import type {Collection, Db, IndexDescription} from 'mongodb';
import type {Config} from '../config.ts';
import type {Logger} from '../logger.ts';
import {createEncryption, type Encryption} from './encryption.ts';

export const sessionIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'sessions',
  indexes: [{key: {shop: 1}, name: 'by_shop'}],
};

export interface StoredSession {
  /** Shopify's library's: `offline_<shop>`, or `<shop>_<user id>` for one user's. */
  _id: string;
  shop: string;
  isOnline: boolean;
  state: string;
  scope: string | null;
  /** Sealed. */
  accessToken: string | null;
  expires: Date | null;
  /** Sealed. */
  refreshToken: string | null;
  refreshTokenExpires: Date | null;
  /** Shopify's user id; null for the shop's own session. Nothing else of the user is kept. */
  userId: number | null;
  /** Another at every write of the tokens. */
  revision: string;
  storedAt: Date;
  /** The process that is refreshing the token, and until when it may; see `tokens.ts`. */
  refreshOwner?: string;
  refreshUntil?: Date;
}

/** What changes together when tokens change. */
export interface Tokens {
  accessToken: string | null;
  expires: Date | null;
  refreshToken: string | null;
  refreshTokenExpires: Date | null;
  scope: string | null;
}

export interface SessionParts {
  config: EncryptionKeys;
  log: Logger;
  db: Db;
}

export function sessions(db: Db): Collection<StoredSession> {
  return db.collection<StoredSession>('sessions');
}

/** Shopify's library: the id of a shop's own session. */
export function offlineSessionId(shop: string): string {
  return `offline_${shop}`;
}

type EncryptionKeys = Pick<Config, 'ENCRYPTION_KEY' | 'ENCRYPTION_KEY_PREVIOUS'>;

export function sessionEncryption({
  ENCRYPTION_KEY: key,
  ENCRYPTION_KEY_PREVIOUS: previous,
}: EncryptionKeys): Encryption {
  return createEncryption([key, ...(previous ? [previous] : [])]);
}

/** The fields to write for new tokens, sealed for the session they belong to. */
export function sealTokens(encryption: Encryption, id: string, tokens: Tokens) {
  const seal = (field: 'accessToken' | 'refreshToken') =>
    tokens[field] === null ? null : encryption.seal(tokens[field], `${id} ${field}`);
  return {
    ...tokens,
    accessToken: seal('accessToken'),
    refreshToken: seal('refreshToken'),
    revision: randomUUID(),
    storedAt: new Date(),
  };
}

/** A session's tokens, or null if they cannot be opened: the key was lost, and a new session token from the admin must
 * bring new ones. */
export function openTokens(encryption: Encryption, session: StoredSession, log: Logger): Tokens | null {
  const open = (field: 'accessToken' | 'refreshToken') =>
    session[field] === null ? null : encryption.open(session[field], `${session._id} ${field}`);
  try {
    const {expires, refreshTokenExpires, scope} = session;
    return {accessToken: open('accessToken'), refreshToken: open('refreshToken'), expires, refreshTokenExpires, scope};
  } catch (error) {
    log.error({shop: session.shop, err: error}, 'Stored tokens cannot be opened');
    return null;
  }
}
