/** `POST /admin/oauth/access_token`: token exchange, and refresh. */
import {Refusal, type Answer} from './http.ts';
import {lifetimes, sandboxUser} from './tokens.ts';
import type {Platform} from './platform.ts';

const grants = {
  exchange: 'urn:ietf:params:oauth:grant-type:token-exchange',
  refresh: 'refresh_token',
};
const idToken = 'urn:ietf:params:oauth:token-type:id_token';
const tokenTypes = {
  offline: 'urn:shopify:params:oauth:token-type:offline-access-token',
  online: 'urn:shopify:params:oauth:token-type:online-access-token',
};

function refuse(error: string, description: string): never {
  throw new Refusal(400, {error, error_description: description});
}

/** Shopify: an invalid subject token is 400 `invalid_subject_token`, a dead refresh token 400 `invalid_grant`.
 * @param shop The shop of the request's host, if it is known; it must be the token's. */
export async function exchangeToken(platform: Platform, shop: string | undefined, body: unknown): Promise<Answer> {
  const fields = new Map<string, unknown>(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  const field = (name: string): string => {
    const value = fields.get(name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  if (field('client_id') !== platform.options.apiKey) {
    refuse('application_cannot_be_found', 'No app has this client_id.');
  }
  if (field('client_secret') !== platform.options.apiSecret)
    refuse('invalid_client', 'The client_secret is not right.');

  const grant = field('grant_type');
  if (grant === grants.refresh) {
    const pair = platform.tokens.spendRefresh(field('refresh_token'));
    if (!pair || (shop !== undefined && pair.shop !== shop)) {
      return refuse('invalid_grant', 'The refresh token is expired, revoked or was replaced.');
    }
    const access = platform.tokens.issueAccess(pair.shop, 'app', lifetimes.access);
    return {status: 200, body: {...tokenBody(platform, access.token), ...expiry(pair.refreshToken)}};
  }
  if (grant !== grants.exchange) refuse('unsupported_grant_type', `The sandbox does not know grant_type ${grant}.`);
  if (field('subject_token_type') !== idToken) refuse('invalid_request', `subject_token_type must be ${idToken}.`);

  const session = await platform.tokens.verifySession(field('subject_token')).catch(() => undefined);
  if (!session || (shop !== undefined && session.shop !== shop)) {
    return refuse('invalid_subject_token', 'The subject token is not a valid session token of this app and shop.');
  }
  const requested = field('requested_token_type') || tokenTypes.offline;
  if (requested !== tokenTypes.offline && requested !== tokenTypes.online) {
    refuse('invalid_request', 'requested_token_type is neither an offline nor an online access token.');
  }
  platform.shops.get(session.shop).installed = true;
  if (requested === tokenTypes.online) {
    const access = platform.tokens.issueAccess(session.shop, 'app', lifetimes.online);
    const scope = platform.config.scopes.join(',');
    const user = {id: sandboxUser.id, first_name: 'Sandbox', last_name: 'User', email: 'user@example.com'};
    const flags = {email_verified: true, account_owner: true, locale: 'en', collaborator: false};
    return {
      status: 200,
      body: {
        ...tokenBody(platform, access.token),
        expires_in: lifetimes.online,
        associated_user_scope: scope,
        associated_user: {...user, ...flags},
      },
    };
  }
  const expiring = ['1', 'true'].includes(field('expiring'));
  const access = platform.tokens.issueAccess(session.shop, 'app', expiring ? lifetimes.access : undefined);
  const refreshFields = expiring ? expiry(platform.tokens.issueRefresh(session.shop)) : {};
  return {status: 200, body: {...tokenBody(platform, access.token), ...refreshFields}};
}

function tokenBody(platform: Platform, token: string): Record<string, unknown> {
  return {access_token: token, scope: platform.config.scopes.join(',')};
}

function expiry(refreshToken: string): Record<string, unknown> {
  return {
    expires_in: lifetimes.access,
    refresh_token: refreshToken,
    refresh_token_expires_in: lifetimes.refresh,
  };
}
