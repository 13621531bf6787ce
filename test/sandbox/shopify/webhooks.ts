/** Webhook deliveries and pings of fulfillment services: signed, timed out after 5 seconds, webhooks tried again. */
import {createHmac, randomUUID} from 'node:crypto';
import type {Subscription} from './appConfig.ts';

export interface Attempt {
  at: string;
  /** null: no answer. */
  status: number | null;
  ms: number;
  error?: string;
}

export interface Delivery {
  id: string;
  eventId: string;
  shop: string;
  /** A webhook topic, or `fulfillment_order_notification`. */
  topic: string;
  url: string;
  payload: unknown;
  /** `given up`: every try failed. */
  state: 'pending' | 'delivered' | 'given up';
  attempts: Attempt[];
}

export interface WebhookOptions {
  apiSecret: string;
  apiVersion: string;
  subscriptions: readonly Subscription[];
  /** Pauses between tries, in milliseconds. */
  retryMs: readonly number[];
  now(): Date;
}

export interface Webhooks {
  /** Delivers to every subscription of the topic; returns what it began. */
  emit(shop: string, topic: string, payload: object): Delivery[];
  /** `POST <callbackUrl>/fulfillment_order_notification`. Pings of one kind within a second are merged, the last is never lost. */
  ping(shop: string, callbackUrl: string, kind: 'FULFILLMENT_REQUEST' | 'CANCELLATION_REQUEST'): void;
  list(shop?: string): Delivery[];
  close(): Promise<void>;
}

const answerWithinMs = 5000;
const pingEveryMs = 1000;
const atOnce = 20;
const cap = 20_000;

/** Shopify: 8 retries over 4 hours; here within half a minute. */
export const sandboxRetryMs = [100, 250, 500, 1000, 2000, 4000, 8000, 12_000];

/** Deliveries of one sandbox. */
export function createWebhooks(options: WebhookOptions): Webhooks {
  let deliveries: Delivery[] = [];
  const running = new Set<Promise<void>>();
  const stop = new AbortController();
  const pings = new Map<string, {again: boolean}>();

  const track = (work: Promise<void>): void => {
    const tracked = work.finally(() => running.delete(tracked));
    running.add(tracked);
  };

  // So many at once, the others in turn: ten thousand items that are unstocked are ten thousand webhooks.
  let free = atOnce;
  const turns: (() => void)[] = [];
  const inTurn = async (work: () => Promise<boolean>): Promise<boolean> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => turns.push(resolve));
    try {
      return stop.signal.aborted ? false : await work();
    } finally {
      const next = turns.shift();
      if (next) next();
      else free += 1;
    }
  };

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        stop.signal.removeEventListener('abort', done);
        resolve();
      }
      stop.signal.addEventListener('abort', done);
    });

  const attempt = async (delivery: Delivery, body: string, headers: Record<string, string>): Promise<boolean> => {
    const started = performance.now();
    const entry: Attempt = {at: options.now().toISOString(), status: null, ms: 0};
    delivery.attempts.push(entry);
    try {
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(answerWithinMs)]);
      const response = await fetch(delivery.url, {method: 'POST', body, headers, signal, redirect: 'manual'});
      await response.body?.cancel();
      entry.status = response.status;
    } catch (error) {
      entry.error = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
    entry.ms = Math.round(performance.now() - started);
    return entry.status !== null && entry.status >= 200 && entry.status < 300;
  };

  const begin = (delivery: Delivery, extra: Record<string, string>, retries: readonly number[]): void => {
    deliveries.push(delivery);
    if (deliveries.length > cap + 1000) deliveries = deliveries.slice(-cap);
    // The first try's bytes are every try's: Shopify repeats the original payload, whatever has changed since.
    const body = JSON.stringify(delivery.payload);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Shopify-Captain-Hook',
      'x-shopify-hmac-sha256': createHmac('sha256', options.apiSecret).update(body).digest('base64'),
      'x-shopify-shop-domain': delivery.shop,
      ...extra,
    };
    const deliver = async (): Promise<void> => {
      for (const wait of [0, ...retries]) {
        await pause(wait);
        if (stop.signal.aborted) return;
        const isDelivered = await inTurn(() => attempt(delivery, body, headers));
        if (isDelivered) {
          delivery.state = 'delivered';
          return;
        }
      }
      delivery.state = 'given up';
    };
    track(deliver());
  };

  return {
    emit(shop, topic, payload) {
      const subscribed = options.subscriptions.filter((subscription) => subscription.topic === topic);
      if (subscribed.length === 0) return [];
      const eventId = randomUUID();
      const frozen: unknown = JSON.parse(JSON.stringify(payload));
      return subscribed.map(({url}) => {
        const id = randomUUID();
        const delivery: Delivery = {id, eventId, shop, topic, url, payload: frozen, state: 'pending', attempts: []};
        const headers = {
          'x-shopify-topic': topic,
          'x-shopify-api-version': options.apiVersion,
          'x-shopify-webhook-id': id,
          'x-shopify-event-id': eventId,
          'x-shopify-triggered-at': options.now().toISOString(),
        };
        begin(delivery, headers, options.retryMs);
        return delivery;
      });
    },

    // Shopify throttles pings: one means "look", not "one more". No retry is known, so none is made.
    ping(shop, callbackUrl, kind) {
      const key = `${shop} ${callbackUrl} ${kind}`;
      const waiting = pings.get(key);
      if (waiting) {
        waiting.again = true;
        return;
      }
      const window = {again: true};
      pings.set(key, window);
      const run = async (): Promise<void> => {
        while (window.again && !stop.signal.aborted) {
          window.again = false;
          const [id, eventId] = [randomUUID(), randomUUID()];
          const url = `${callbackUrl.replace(/\/+$/, '')}/fulfillment_order_notification`;
          const topic = 'fulfillment_order_notification';
          begin({id, eventId, shop, topic, url, payload: {kind}, state: 'pending', attempts: []}, {}, []);
          await pause(pingEveryMs);
        }
        pings.delete(key);
      };
      track(run());
    },

    list: (shop) => deliveries.slice(-cap).filter((delivery) => shop === undefined || delivery.shop === shop),

    async close() {
      stop.abort();
      await Promise.allSettled(running);
    },
  };
}
