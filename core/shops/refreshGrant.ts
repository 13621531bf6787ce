/** Trades a refresh token for a new pair of tokens at Shopify. */
import {z} from 'zod';
import type {Config} from '../config.ts';
import {AppError} from '../errors.ts';
import {statusError} from '../shopify/failures.ts';
import {outsideFetch} from '../shopify/rewrite.ts';
import type {Tokens} from './sessionStore.ts';

export type RefreshConfig = Pick<
  Config,
  'SHOPIFY_API_KEY' | 'SHOPIFY_API_SECRET' | 'SHOPIFY_API_ORIGIN' | 'OUTSIDE_TIMEOUT_SECONDS'
>;

const answerSchema = z.object({
  access_token: z.string().min(1),
  scope: z.string().nullish(),
  /** Seconds. */
  expires_in: z.number().positive().nullish(),
  refresh_token: z.string().min(1).nullish(),
  refresh_token_expires_in: z.number().positive().nullish(),
});

/**
 * Shopify: `grant_type=refresh_token` answers a new pair each time; the old refresh token stays good until the new one is
 * used, so a call whose answer was lost can be made again.
 * https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens
 * @throws AppError `shopify_unauthorized` if the refresh token is dead, `shopify_unavailable` if there is no answer
 */
export async function refreshTokens(config: RefreshConfig, shop: string, refreshToken: string): Promise<Tokens> {
  const {status, body} = await ask(config, shop, refreshToken);
  if (status !== 200) {
    const oauthError = z.object({error: z.string()}).safeParse(body).data?.error;
    if (oauthError === 'invalid_grant') {
      throw new AppError('shopify_unauthorized', {details: {reason: oauthError}});
    }
    throw statusError(status, 'query');
  }
  const answer = answerSchema.safeParse(body);
  if (!answer.success) throw new AppError('shopify_unavailable', {details: {reason: 'unreadable token answer'}});
  const {access_token, scope, expires_in, refresh_token, refresh_token_expires_in} = answer.data;
  return {
    accessToken: access_token,
    scope: scope ?? null,
    expires: inSeconds(expires_in),
    refreshToken: refresh_token ?? null,
    refreshTokenExpires: inSeconds(refresh_token_expires_in),
  };
}

async function ask(
  config: RefreshConfig,
  shop: string,
  refreshToken: string,
): Promise<{status: number; body: unknown}> {
  try {
    const response = await outsideFetch(config)(`https://${shop}/admin/oauth/access_token`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', Accept: 'application/json'},
      body: JSON.stringify({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: config.SHOPIFY_API_KEY,
        client_secret: config.SHOPIFY_API_SECRET,
      }),
      redirect: 'manual',
      signal: AbortSignal.timeout(config.OUTSIDE_TIMEOUT_SECONDS * 1000),
    });
    const text = await response.text();
    return {status: response.status, body: parse(text)};
  } catch (cause) {
    throw new AppError('shopify_unavailable', {cause});
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function inSeconds(seconds: number | null | undefined): Date | null {
  return seconds ? new Date(Date.now() + seconds * 1000) : null;
}
