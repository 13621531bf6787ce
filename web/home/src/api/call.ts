/** One call of the app's own API: every outcome is a value, nothing throws. */
import {sessionToken} from '../bridge.ts';
import {failed, readAnswer, type Result} from './answer.ts';

/** After this long without an answer a call counts as lost, in ms: longer than the API waits for Shopify. */
const deadlineMs = 30_000;

/** @param path as in `/api/services`
 * @param body sent as JSON */
export async function call<T>(method: string, path: string, body?: unknown): Promise<Result<T>> {
  const first = await attempt<T>(method, path, body);
  // A session token lives for a minute and may have ended on the way: once more with a fresh one.
  if (!first.ok && first.problem.code === 'unauthenticated') return attempt(method, path, body);
  return first;
}

async function attempt<T>(method: string, path: string, body: unknown): Promise<Result<T>> {
  if (!navigator.onLine) return failed('offline', null, true);
  const token = await tokenBefore(deadlineMs);
  if (token === null) return failed('unauthenticated', null, false);
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
      },
      ...(body === undefined ? {} : {body: JSON.stringify(body)}),
      signal: AbortSignal.timeout(deadlineMs),
    });
    text = await response.text();
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    return failed(timedOut ? 'no_answer' : 'offline', null, true);
  }
  return readAnswer<T>(response.status, text);
}

/** The admin gives none once the merchant has signed out; it then says nothing at all. */
async function tokenBefore(ms: number): Promise<string | null> {
  let timer = 0;
  const late = new Promise<null>((resolve) => {
    timer = window.setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([sessionToken(), late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
