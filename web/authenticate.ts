/** Who calls the API: checks the session token, then has Shopify's library load or exchange the shop's access token. */
import type {IncomingMessage} from 'node:http';
import type {Request, RequestHandler, Response} from 'express';
import type {Context} from '../core/context.ts';
import {AppError} from '../core/errors.ts';
import {isShopDomain} from '../core/shopify/shopDomain.ts';
import {toAnswerable} from './errors.ts';
import {noteShop} from './requestLog.ts';
import {ShopifyFailed, type Library, type ShopifyExpress} from './shopify.ts';

/** Tells App Bridge to try once more with a fresh session token. */
export const retryHeader = 'X-Shopify-Retry-Invalid-Session-Request';

/** Who makes a request, by its session token. */
export interface Caller {
  /** As in `x.myshopify.com`. */
  shop: string;
  /** `user:<Shopify user id>`. */
  by: string;
  /** The process's context with the request's own logger. */
  ctx: Context;
}

const callers = new WeakMap<IncomingMessage, Caller>();

/** Who makes a request, once {@link authenticate} let it through. */
export function findCaller(req: IncomingMessage): Caller | undefined {
  return callers.get(req);
}

/** Who makes a request that {@link authenticate} let through. @throws Error for any other: a bug in the order of routes. */
export function callerOf(req: IncomingMessage): Caller {
  const caller = callers.get(req);
  if (!caller) throw new Error('This route is not behind `authenticate`.');
  return caller;
}

/** Lets a request through that carries a valid session token of a shop for which an access token is at hand or can be had.
 * Others end with `unauthenticated` (401), or with the reason why Shopify or the database could not be asked. */
export function authenticate(ctx: Context, shopify: ShopifyExpress): RequestHandler {
  return async (req, res, next) => {
    const token = bearerToken(req, res);
    const {shop, user, library} = await verify(shopify, token, res);
    noteShop(req, shop);
    // The library reads the header by itself, and knows `Bearer` in this spelling alone.
    req.headers.authorization = `Bearer ${token}`;
    const log = req.log.child({shop});
    const {result, failure} = await shopify.use(log, () => askLibrary(library, req, res));
    if (result !== 'passed') throw refusal(result, failure, res);
    callers.set(req, {shop, by: `user:${user}`, ctx: {...ctx, log}});
    next();
  };
}

function bearerToken(req: Request, res: Response): string {
  const given = req.get('Authorization');
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(given ?? '')?.[1];
  if (token) return token;
  if (given === undefined) throw unauthenticated('missing', res);
  throw unauthenticated('invalid', res);
}

/** Shopify: the token is a JWT, HS256 with the client secret, for our client id; `dest` is the shop and `iss` its admin. */
async function verify({generations}: ShopifyExpress, token: string, res: Response) {
  const {payload, library} = await decode(generations, token);
  if (!payload) throw unauthenticated(hasExpired(token) ? 'expired' : 'invalid', res);
  const shop = shopOf(payload.dest);
  // The library takes a token without an expiry for one that never ends.
  const complete = typeof payload.exp === 'number' && /^\d{1,20}$/.test(payload.sub);
  if (!shop || !complete || hostOf(payload.iss) !== shop) throw unauthenticated('invalid', res);
  return {shop, user: payload.sub, library};
}

async function decode(generations: Library[], token: string) {
  for (const library of generations) {
    // The error quotes the token, so it goes no further.
    const payload = await library.api.session.decodeSessionToken(token).catch(() => null);
    if (payload) return {payload, library};
  }
  return {payload: null};
}

const sentences = {
  missing: 'Send a session token with this request: Authorization: Bearer <session token>.',
  invalid: 'This session token is not valid for this app. Reload the page and try again.',
  expired: undefined,
};

function unauthenticated(reason: keyof typeof sentences, res: Response): AppError {
  if (reason === 'expired') res.set(retryHeader, '1');
  const message = sentences[reason];
  return new AppError('unauthenticated', {details: {reason}, ...(message ? {message} : {})});
}

/** Whether a token says that its time is over. Nothing but a hint is given on its word, so its signature does not matter. */
function hasExpired(token: string): boolean {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    if (typeof payload !== 'object' || payload === null || !('exp' in payload)) return false;
    return typeof payload.exp === 'number' && payload.exp * 1000 < Date.now();
  } catch {
    return false;
  }
}

function shopOf(dest: unknown): string | null {
  const shop = hostOf(dest);
  return shop && dest === `https://${shop}` && isShopDomain(shop) ? shop : null;
}

function hostOf(url: unknown): string | null {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).host : null;
}

/** What the library did: it called `next`, or it answered, which is caught and becomes an answer of ours. */
type LibraryAnswer = 'passed' | {status: number; retry: boolean};

function askLibrary(library: Library, req: Request, res: Response): Promise<LibraryAnswer> {
  return new Promise((resolve, reject) => {
    const answer = {status: 200, retry: false};
    const stand: Pick<Response, 'status' | 'set' | 'setHeader' | 'send'> = {
      status(code) {
        answer.status = code;
        return caught;
      },
      set(name: unknown) {
        if (name === retryHeader) answer.retry = true;
        return caught;
      },
      setHeader: () => caught,
      send() {
        resolve(answer);
        return caught;
      },
    };
    const caught: Response = new Proxy(res, {
      get: (target, key) => (Object.hasOwn(stand, key) ? Reflect.get(stand, key) : Reflect.get(target, key, target)),
    });
    const middleware = library.validateAuthenticatedSession();
    void Promise.resolve(
      middleware(req, caught, (error?: unknown) => {
        if (error === undefined) resolve('passed');
        else reject(error instanceof Error ? error : new Error('Shopify’s library failed', {cause: error}));
      }),
    ).catch(reject);
  });
}

/** Why the library let a request not through. */
function refusal(answer: Exclude<LibraryAnswer, 'passed'>, failure: unknown, res: Response): AppError {
  if (answer.status === 401) {
    // With the hint: Shopify finds the session token stale. Without: it does not know the app in this shop.
    if (answer.retry) return unauthenticated('expired', res);
    return new AppError('shopify_unauthorized');
  }
  if (failure instanceof ShopifyFailed) {
    if (failure.status === 429) return new AppError('shopify_throttled', {cause: failure, retryAfterMs: 2_000});
    return new AppError('shopify_unavailable', {cause: failure, retryAfterMs: 5_000});
  }
  if (failure !== undefined) return toAnswerable(failure);
  // What is left is an answer of Shopify that gives no token: the app was removed from the shop, or its secret was changed.
  return new AppError('shopify_unauthorized', {cause: new Error(`Shopify's library answered ${answer.status}`)});
}
