/** Sessions for Shopify's library, kept in MongoDB. */
import {Session} from '@shopify/shopify-api';
import type {SessionStorage} from '@shopify/shopify-app-session-storage';
import {
  openTokens,
  sealTokens,
  sessionEncryption,
  sessions,
  type SessionParts,
  type StoredSession,
} from './sessionStore.ts';

/** The storage to hand to Shopify's library. A session whose tokens cannot be opened counts as absent, so that the library
 * asks for new ones. */
export function createSessionStorage({config, log, db}: SessionParts): SessionStorage {
  const encryption = sessionEncryption(config);
  const collection = sessions(db);

  const toSession = (stored: StoredSession): Session | undefined => {
    const tokens = openTokens(encryption, stored, log);
    if (!tokens) return undefined;
    return new Session({
      id: stored._id,
      shop: stored.shop,
      state: stored.state,
      isOnline: stored.isOnline,
      ...(tokens.scope === null ? {} : {scope: tokens.scope}),
      ...(tokens.accessToken === null ? {} : {accessToken: tokens.accessToken}),
      ...(tokens.expires === null ? {} : {expires: tokens.expires}),
      ...(tokens.refreshToken === null ? {} : {refreshToken: tokens.refreshToken}),
      ...(tokens.refreshTokenExpires === null ? {} : {refreshTokenExpires: tokens.refreshTokenExpires}),
      ...(stored.userId === null
        ? {}
        : {
            onlineAccessInfo: {
              expires_in: tokens.expires ? Math.max(0, Math.floor((tokens.expires.getTime() - Date.now()) / 1000)) : 0,
              associated_user_scope: tokens.scope ?? '',
              associated_user: {id: stored.userId},
            },
          }),
    });
  };

  return {
    async storeSession(session) {
      const tokens = sealTokens(encryption, session.id, {
        accessToken: session.accessToken ?? null,
        expires: session.expires ?? null,
        refreshToken: session.refreshToken ?? null,
        refreshTokenExpires: session.refreshTokenExpires ?? null,
        scope: session.scope ?? null,
      });
      // Whole, so that a refresh under way loses its lease: its tokens are older than these.
      await collection.replaceOne(
        {_id: session.id},
        {
          shop: session.shop,
          isOnline: session.isOnline,
          state: session.state,
          userId: session.onlineAccessInfo?.associated_user.id ?? null,
          ...tokens,
        },
        {upsert: true},
      );
      return true;
    },
    async loadSession(id) {
      const stored = await collection.findOne({_id: id});
      return stored ? toSession(stored) : undefined;
    },
    async deleteSession(id) {
      await collection.deleteOne({_id: id});
      return true;
    },
    async deleteSessions(ids) {
      await collection.deleteMany({_id: {$in: ids}});
      return true;
    },
    async findSessionsByShop(shop) {
      const stored = await collection.find({shop}).toArray();
      return stored.map(toSession).filter((session) => session !== undefined);
    },
  };
}
