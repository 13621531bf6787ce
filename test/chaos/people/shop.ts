/** One shop as its staff and its browser see it: calls of the app's API that may find nobody there. */
import type {FulfillmentRequest, Service} from '../../../core/wire.ts';
import {SandboxClient, until} from '../../support/sandboxClient.ts';
import type {PlannedService} from '../plan/plan.ts';

export interface Urls {
  web: string;
  shopify: string;
  postmark: string;
}

/** An answer of the API, or none. */
export type Reply = {status: number; code: string | null; body: unknown; retryAfterMs: number} | 'no answer';

interface Variant {
  id: string;
}

/** A browser gives up later; people press again about then. */
const patienceMs = 15_000;

/** Calls of one shop at the same time. */
const staff = 10;

export class Shop {
  readonly domain: string;
  readonly outside: SandboxClient;
  /** Variants by service; as many as an order has lines. */
  readonly variants: string[][] = [];
  readonly #web: string;
  #asking = 0;
  readonly #waiting: (() => void)[] = [];
  #token: {text: string; at: number} | null = null;

  constructor(urls: Urls, domain: string) {
    this.domain = domain;
    this.#web = urls.web;
    this.outside = new SandboxClient({...urls, shop: domain});
  }

  /** Opens the app, makes its services, and stocks what is sold there. */
  async setUp(services: readonly PlannedService[]): Promise<void> {
    // So that the shop's pace is not what is measured.
    await this.outside.control('plan', {restoreRate: 2000, maximumAvailable: 40_000});
    for (const {name, fulfillOn, addresses} of services) {
      const [email, ...additionalEmails] = addresses;
      const {service} = await this.outside.api<{service: Service}>('POST', '/api/services', {
        name,
        email,
        additionalEmails,
        fulfillOn,
      });
      const {product} = await this.outside.control<{product: {id: string; variants: Variant[]}}>('products', {
        title: `For ${name}`,
        variants: ['A', 'B'].map((title) => ({title, sku: `${name} ${title}`, price: '10.00', tracked: false})),
      });
      const assignments = product.variants.map(({id}) => ({variantId: id, serviceId: service.id}));
      await this.outside.api('PUT', `/api/products/${numberOf(product.id)}/assignments`, {assignments});
      this.variants.push(product.variants.map(({id}) => id));
    }
  }

  /** A customer's order, routed. @returns its gid */
  async order(
    lines: readonly {service: number; quantity: number}[],
    customer: Record<string, unknown>,
  ): Promise<string> {
    const lineItems = lines.map(({service, quantity}, index) => ({
      variantId: this.variants[service]?.[index],
      quantity,
    }));
    const {order} = await this.outside.control<{order: {id: string}}>('orders', {lineItems, ...customer});
    return order.id;
  }

  /** Waits until the order has its fulfillment orders. */
  async routed(order: string): Promise<void> {
    await until('the last order to be routed', async () => {
      const {order: seen} = await this.outside.graphql<{order: {fulfillmentOrders: {nodes: unknown[]}}}>(
        'query ($id: ID!) { order(id: $id) { fulfillmentOrders(first: 5) { nodes { id } } } }',
        {id: order},
      );
      return seen.fulfillmentOrders.nodes.length > 0;
    });
  }

  /** One call of the API. @param giveUpMs the caller goes away after so long, and never learns the answer */
  async ask(method: string, path: string, body?: unknown, key?: string, giveUpMs?: number | null): Promise<Reply> {
    // A shop has so many people, and no more.
    if (this.#asking >= staff) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#asking++;
    try {
      const response = await fetch(`${this.#web}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await this.#session()}`,
          'content-type': 'application/json',
          ...(key === undefined ? {} : {'idempotency-key': key}),
        },
        ...(body === undefined ? {} : {body: JSON.stringify(body)}),
        signal: AbortSignal.timeout(giveUpMs ?? patienceMs),
      });
      const answer: unknown = await response.json();
      const {error} = answer as {error?: {code?: string}};
      return {
        status: response.status,
        code: error?.code ?? null,
        body: answer,
        retryAfterMs: Number(response.headers.get('retry-after') ?? 0) * 1000,
      };
    } catch {
      return 'no answer';
    } finally {
      this.#asking--;
      this.#waiting.shift()?.();
    }
  }

  async #session(): Promise<string> {
    if (!this.#token || performance.now() - this.#token.at > 15_000) {
      const {sessionToken} = await this.outside.tokens();
      this.#token = {text: sessionToken, at: performance.now()};
    }
    return this.#token.text;
  }
}

export const numberOf = (gid: string) => gid.split('/').at(-1) ?? gid;

/** The ids of the requests in an answer. */
export function requestIdsOf(body: unknown): string[] {
  const {requests} = body as {requests?: FulfillmentRequest[]};
  return (requests ?? []).map(({id}) => id);
}
