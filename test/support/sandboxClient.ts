/** Talks to a running sandbox from outside, as the admin, a customer or the service would: for the demo and end-to-end tests. */
import type {ApiError} from '../../core/wire.ts';

export interface SandboxUrls {
  web?: string;
  shopify: string;
  postmark: string;
  shop: string;
}

/** A message as the Postmark stand-in shows it. */
export interface InboxMessage {
  MessageID: string;
  To: string;
  Subject: string;
  HtmlBody: string;
  TextBody: string;
  Metadata: Record<string, string>;
}

export interface Answer<Body> {
  status: number;
  body: Body;
  headers: Headers;
}

/** An answer of the app's API that is not 2xx. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, {error}: ApiError) {
    super(`${status} ${error.code}: ${error.message}`);
    this.status = status;
    this.code = error.code;
  }
}

export class SandboxClient {
  readonly #urls: SandboxUrls;

  constructor(urls: SandboxUrls) {
    this.#urls = urls;
  }

  /** A call of the app's API, with a fresh session token as the admin gives to an extension; whatever its status. */
  async call<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const {sessionToken} = await this.tokens();
    const response = await fetch(`${this.#urls.web}${path}`, {
      method,
      headers: {authorization: `Bearer ${sessionToken}`, 'content-type': 'application/json', ...headers},
      ...(body === undefined ? {} : {body: JSON.stringify(body)}),
    });
    return {status: response.status, body: (await response.json()) as Body, headers: response.headers};
  }

  /** The body of a 2xx answer. @throws ApiFailure */
  async api<Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Body> {
    const answer = await this.call<Body | ApiError>(method, path, body, headers);
    if (answer.status >= 300) throw new ApiFailure(answer.status, answer.body as ApiError);
    return answer.body as Body;
  }

  tokens(): Promise<{sessionToken: string; accessToken: string}> {
    return getJson(`${this.#urls.shopify}/sandbox/token?shop=${this.#urls.shop}`);
  }

  /** A token of the Admin API: from outside, of the app itself, or of another app of the shop. */
  accessToken(app: 'outside' | 'app' | 'other'): Promise<{accessToken: string}> {
    return this.look('token', app === 'outside' ? {} : {app});
  }

  /** What a control of the Shopify stand-in shows: `look('snapshot')`. */
  look<Body>(name: string, parameters: Record<string, string> = {}): Promise<Body> {
    return getJson(
      `${this.#urls.shopify}/sandbox/${name}?${new URLSearchParams({shop: this.#urls.shop, ...parameters}).toString()}`,
    );
  }

  /** A control of the Shopify stand-in: `control('orders', {…})`. */
  control<Body>(name: string, body: unknown): Promise<Body> {
    return postJson(`${this.#urls.shopify}/sandbox/${name}?shop=${this.#urls.shop}`, body);
  }

  /** A control of the Postmark stand-in. */
  postmark<Body>(name: string, body: unknown): Promise<Body> {
    return postJson(`${this.#urls.postmark}/sandbox/${name}`, body);
  }

  async inbox(): Promise<InboxMessage[]> {
    const answer = await getJson<InboxMessage[] | {messages: InboxMessage[]}>(
      `${this.#urls.postmark}/sandbox/messages`,
    );
    return Array.isArray(answer) ? answer : answer.messages;
  }

  /** The Admin API, from outside, with every scope. @throws Error with Shopify's words */
  async graphql<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const {accessToken} = await this.tokens();
    const answer = await this.admin(accessToken, query, variables);
    if (answer.errors) throw new Error(`Shopify: ${JSON.stringify(answer.errors)}`);
    return answer.data as Data;
  }

  /** The Admin API's answer to a token, whatever it is. */
  async admin(
    accessToken: string,
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<{data: unknown; errors?: unknown}> {
    const response = await fetch(`${this.#urls.shopify}/admin/api/2026-07/graphql.json`, {
      method: 'POST',
      headers: {'content-type': 'application/json', 'x-shopify-access-token': accessToken},
      body: JSON.stringify({query, variables}),
    });
    return (await response.json()) as {data: unknown; errors?: unknown};
  }
}

/** Asks again until there is something; @throws Error with what was waited for after `ms` */
export async function until<Found>(
  what: string,
  look: () => Promise<Found | undefined | null | false>,
  ms = 30_000,
): Promise<Found> {
  const deadline = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${ms / 1000} s in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function getJson<Body>(url: string): Promise<Body> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`GET ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Body;
}

async function postJson<Body>(url: string, body: unknown): Promise<Body> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Body;
}
