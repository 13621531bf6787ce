/** fetch as the platform gives it to an app's pages: relative URLs reach the app, and calls to it carry a fresh session token. */

/** @param base what relative URLs resolve against
 * @param retry App Bridge makes a refused call once more, with a new token; the host of extensions does not say that it does */
export function appFetch(base: string, idToken: () => Promise<string>, {retry}: {retry: boolean}): typeof fetch {
  const real = globalThis.fetch.bind(globalThis);
  const {origin} = new URL(base);
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input), base);
    if (url.origin !== origin) return real(input, init);
    const send = async () => {
      const request = input instanceof Request ? new Request(input.clone(), init) : new Request(url, init);
      if (!request.headers.has('Authorization')) request.headers.set('Authorization', `Bearer ${await idToken()}`);
      return real(request);
    };
    const response = await send();
    const stale = response.status === 401 && response.headers.has('X-Shopify-Retry-Invalid-Session-Request');
    return retry && stale ? send() : response;
  };
}
