/** Posts one event to one webhook, again and again as Postmark would. */
import {Buffer} from 'node:buffer';
import {randomUUID} from 'node:crypto';
import type {Webhook} from '../state.ts';

/** How one event fared at one webhook. */
export interface Delivery {
  recordType: string;
  url: string;
  traceId: string;
  payload: object;
  /** The HTTP status of each try; 0: no answer. */
  attempts: number[];
  state: 'pending' | 'delivered' | 'dropped';
}

/** Postmark does not publish how long it waits for an answer to an outbound event (reference §6). */
const timeoutMs = 10_000;

/** Headers of a try: basic auth from HttpAuth or the URL, the hook's own headers, and Postmark's two. */
function headers(webhook: Webhook, traceId: string, remaining: number): Record<string, string> {
  const url = new URL(webhook.Url);
  const auth =
    webhook.HttpAuth ??
    (url.username ? {Username: decodeURIComponent(url.username), Password: decodeURIComponent(url.password)} : null);
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'Postmark',
    'X-PM-Webhook-Trace-Id': traceId,
    'X-PM-Retries-Remaining': String(remaining),
    ...Object.fromEntries(webhook.HttpHeaders.map(({Name, Value}) => [Name, Value])),
    ...(auth ? {Authorization: `Basic ${Buffer.from(`${auth.Username}:${auth.Password}`).toString('base64')}`} : {}),
  };
}

/** The URL without what must not stand in a fetch. */
function bare(webhook: Webhook): string {
  const url = new URL(webhook.Url);
  url.username = '';
  url.password = '';
  return url.href;
}

async function post(webhook: Webhook, delivery: Delivery, remaining: number, stop: AbortSignal): Promise<number> {
  try {
    const response = await fetch(bare(webhook), {
      method: 'POST',
      headers: headers(webhook, delivery.traceId, remaining),
      body: JSON.stringify(delivery.payload),
      signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

/** Starts a delivery. `first` settles after the first try; repeats go on by themselves until `stop`.
 * Postmark: 200 is success; 408, 429, 5xx and no answer are tried again; any other answer drops the event (reference §6). */
export function deliver(
  webhook: Webhook,
  payload: {RecordType: string},
  options: {retryMs: number[]; stop: AbortSignal; traceId?: string},
): {delivery: Delivery; first: Promise<void>} {
  const delivery: Delivery = {
    recordType: payload.RecordType,
    url: bare(webhook),
    traceId: options.traceId ?? randomUUID(),
    payload,
    attempts: [],
    state: 'pending',
  };
  const attempt = async (index: number): Promise<void> => {
    const status = await post(webhook, delivery, options.retryMs.length - index, options.stop);
    if (options.stop.aborted) return;
    delivery.attempts.push(status);
    const again = status === 0 || status === 408 || status === 429 || status >= 500;
    if (status === 200) delivery.state = 'delivered';
    else if (!again || index >= options.retryMs.length) delivery.state = 'dropped';
    else {
      const timer = setTimeout(() => void attempt(index + 1), options.retryMs[index]);
      options.stop.addEventListener('abort', () => clearTimeout(timer), {once: true});
    }
  };
  return {delivery, first: attempt(0)};
}
