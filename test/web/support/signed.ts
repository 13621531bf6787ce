/** Session tokens and signatures as Shopify makes them, right ones and wrong ones. */
import {createHmac, randomUUID} from 'node:crypto';
import {SignJWT, UnsecuredJWT} from 'jose';

export const apiKey = 'test-client-id';
export const apiSecret = 'test-client-secret';

export interface TokenOptions {
  shop?: string;
  secret?: string;
  audience?: string;
  issuer?: string;
  dest?: string;
  user?: string;
  /** Seconds from now; default 60. null: the token never ends. */
  expiresIn?: number | null;
}

export const testShop = 'a-shop.myshopify.com';

/** A session token; without options one that is good for a minute. */
export async function sessionToken(options: TokenOptions = {}): Promise<string> {
  const {shop = testShop, secret = apiSecret, expiresIn = 60} = options;
  const now = Math.floor(Date.now() / 1000);
  const jwt = new SignJWT({dest: options.dest ?? `https://${shop}`, sid: randomUUID()})
    .setProtectedHeader({alg: 'HS256', typ: 'JWT'})
    .setIssuer(options.issuer ?? `https://${shop}/admin`)
    .setAudience(options.audience ?? apiKey)
    .setSubject(options.user ?? '7')
    .setJti(randomUUID())
    .setIssuedAt(now - 3600)
    .setNotBefore(now - 3600);
  if (expiresIn !== null) jwt.setExpirationTime(now + expiresIn);
  return jwt.sign(new TextEncoder().encode(secret));
}

/** A token that is whole but for its signature: there is none (`alg: none`). */
export function unsignedToken(shop = testShop): string {
  return new UnsecuredJWT({dest: `https://${shop}`})
    .setIssuer(`https://${shop}/admin`)
    .setAudience(apiKey)
    .setSubject('7')
    .setExpirationTime('1m')
    .encode();
}

/** Headers of a webhook, signed over `body`. */
export function webhookHeaders(
  topic: string,
  body: string | Buffer,
  options: {shop?: string; id?: string; secret?: string; triggeredAt?: Date} = {},
): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'X-Shopify-Topic': topic,
    'X-Shopify-Hmac-Sha256': hmac(body, options.secret),
    'X-Shopify-Shop-Domain': options.shop ?? testShop,
    'X-Shopify-API-Version': '2026-07',
    'X-Shopify-Webhook-Id': options.id ?? randomUUID(),
    'X-Shopify-Triggered-At': (options.triggeredAt ?? new Date()).toISOString(),
  };
}

/** Shopify: base64 of the HMAC-SHA256 over the raw body, with the client secret. */
export function hmac(body: string | Buffer, secret = apiSecret): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}
