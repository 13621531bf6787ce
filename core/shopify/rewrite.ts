/** The one `fetch` by which the app reaches a shop, so that the sandbox can stand in for it. */
import type {Config} from '../config.ts';
import {isShopDomain} from './shopDomain.ts';

/**
 * `fetch` for `https://<shop>/…`. With `SHOPIFY_API_ORIGIN` set the request goes there, its shop in the header
 * `X-Sandbox-Shop`; without it nothing changes. Fits `setAbstractFetchFunc` of @shopify/shopify-api.
 * The returned function throws Error for a host that is no shop while the origin is set: nothing may slip past the sandbox.
 */
export function outsideFetch(config: Pick<Config, 'SHOPIFY_API_ORIGIN'>): typeof fetch {
  const origin = config.SHOPIFY_API_ORIGIN;
  if (!origin) return fetch;
  return (input, init) => {
    const request = input instanceof Request ? input : null;
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin === new URL(origin).origin) return fetch(input, init);
    if (!isShopDomain(url.hostname)) throw new Error(`SHOPIFY_API_ORIGIN is set, and ${url.hostname} is not a shop.`);
    const headers = new Headers(init?.headers ?? request?.headers);
    headers.set('X-Sandbox-Shop', url.hostname);
    const target = `${origin}${url.pathname}${url.search}`;
    return fetch(request ? new Request(target, request) : target, {...init, headers});
  };
}
