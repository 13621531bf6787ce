/** What Shopify sends by itself: webhooks, and the callback of fulfillment services. */
import express, {Router, type Request, type RequestHandler} from 'express';
import type {Context} from '../core/context.ts';
import {AppError} from '../core/errors.ts';
import {concernsChange} from '../core/requests/alignment/ask.ts';
import {askForAdoption} from '../core/requests/courier/lease.ts';
import {isShopDomain} from '../core/shopify/shopDomain.ts';
import {factsOf} from '../core/webhooks/facts.ts';
import {processWebhook} from '../core/webhooks/process.ts';
import {recordWebhook} from '../core/webhooks/store.ts';
import {effectOf, isWebhookTopic, type WebhookTopic} from '../core/webhooks/topics.ts';
import type {Background} from './background.ts';
import type {Enqueue} from '../jobs/enqueue.ts';
import {methodNotAllowed, notFound} from './errors.ts';
import {noteShop} from './requestLog.ts';
import type {Library, ShopifyExpress} from './shopify.ts';

export interface CallbackParts {
  ctx: Context;
  enqueue: Enqueue;
  shopify: ShopifyExpress;
  background: Background;
}

/** The signature is over the bytes as they came, so nothing may touch them before. */
const rawBody: RequestHandler = express.raw({type: () => true, limit: '1mb', inflate: false});

/** The router for `/webhooks`: the path names the topic, as in `shopify.app.toml`. */
export function webhookRouter(parts: CallbackParts): Router {
  const router = Router({caseSensitive: true});
  const route = router.route('/*topic');
  route.all((req, _res, next) => {
    topicOf(req);
    next();
  });
  route.post(rawBody, receiveWebhook(parts));
  route.all(methodNotAllowed(['post']));
  router.use(notFound());
  return router;
}

function topicOf(req: Request): WebhookTopic {
  const {topic} = req.params;
  const text = Array.isArray(topic) ? topic.join('/') : topic;
  if (text === undefined || !isWebhookTopic(text)) throw new AppError('not_found');
  return text;
}

/** Answers once the delivery is recorded, and does what it asks for afterwards: Shopify waits 5 s at most and repeats what fails. */
function receiveWebhook({ctx, enqueue, shopify, background}: CallbackParts): RequestHandler {
  return async (req, res) => {
    const topic = topicOf(req);
    const bytes = bytesOf(req);
    const message = {rawBody: bytes.toString('utf8'), rawRequest: req, rawResponse: res};
    const check = await checkSigned(shopify, ({webhooks}) => webhooks.validate(message));
    if (!check.valid) throw new AppError('invalid_signature', {details: {reason: check.reason}});
    const shop = signedShop(check.domain);
    noteShop(req, shop);
    // The library writes topics as in `APP_UNINSTALLED`.
    if (check.topic !== topic.toUpperCase().replaceAll(/[/.]/g, '_')) {
      throw new AppError('invalid_input', {message: 'The topic of this webhook is not the one of its address.'});
    }
    const payload = payloadOf(bytes);
    // The signature covers the body alone. Where the body names the shop too, the header must not turn it against another; what
    // ends a shop always does, in Shopify's words of that topic.
    const named = payload['shop_domain'] ?? payload['myshopify_domain'];
    const mustName = ['uninstalled', 'redactShop'].includes(effectOf(topic));
    if (named === undefined ? mustName : named !== shop) {
      throw new AppError('invalid_input', {message: 'The shop of this webhook is not the one in its body.'});
    }
    const facts = factsOf(payload);
    // Shopify tells of every tag of every order: what is of no concern is not even written down.
    if (effectOf(topic) === 'changed' && !(await concernsChange(ctx.db, shop, facts.ids))) {
      res.status(200).end();
      return;
    }
    const triggeredAt = dateOf(check.triggeredAt);
    const record = await recordWebhook(ctx.db, {shop, webhookId: check.webhookId, topic, triggeredAt, facts});
    res.status(200).end();
    if (!record) return;
    const deps = {ctx: {...ctx, log: req.log}, deliver: (name: string) => enqueue.deliver(name)};
    background.run(() => processWebhook(deps, record));
  };
}

/** The router for `/fulfillment-service`. */
export function fulfillmentServiceRouter({
  ctx,
  enqueue,
  shopify,
}: Pick<CallbackParts, 'ctx' | 'enqueue' | 'shopify'>): Router {
  const router = Router({caseSensitive: true});
  const route = router.route('/fulfillment_order_notification');
  // Shopify: {"kind": "FULFILLMENT_REQUEST" | "CANCELLATION_REQUEST"} without any id. It means "look", and one may stand for
  // many; so the mark that there is something to look for is the record of it, and there is nothing to tell a repeat by.
  route.post(rawBody, async (req, res) => {
    const message = {rawBody: bytesOf(req).toString('utf8'), rawRequest: req, rawResponse: res};
    const check = await checkSigned(shopify, ({fulfillmentService}) => fulfillmentService.validate(message));
    if (!check.valid) throw new AppError('invalid_signature', {details: {reason: check.reason}});
    const shop = signedShop(req.get('X-Shopify-Shop-Domain'));
    noteShop(req, shop);
    await askForAdoption(ctx.db, shop);
    await enqueue.deliver(shop);
    res.status(200).end();
  });
  route.all(methodNotAllowed(['post']));
  router.use(notFound());
  return router;
}

/** What the check says by the present secret, or by the one before where that one signed.
 * Shopify: for up to an hour after a rotation the old one may. */
async function checkSigned<Check extends {valid: boolean}>(
  {generations}: ShopifyExpress,
  check: (api: Library['api']) => Promise<Check>,
): Promise<Check> {
  const checks = await Promise.all(generations.map(({api}) => check(api)));
  const [first] = checks;
  if (!first) throw new Error('There is no secret to check by.');
  return checks.find(({valid}) => valid) ?? first;
}

function bytesOf(req: Request): Buffer {
  const body: unknown = req.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function signedShop(domain: string | undefined): string {
  if (domain !== undefined && isShopDomain(domain)) return domain;
  throw new AppError('invalid_input', {message: 'This message names no shop.'});
}

function payloadOf(bytes: Buffer): Record<string, unknown> {
  let payload: unknown;
  try {
    payload = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new AppError('invalid_json');
  }
  if (typeof payload !== 'object' || payload === null) throw new AppError('invalid_json');
  return Object.fromEntries(Object.entries(payload));
}

function dateOf(text: string | undefined): Date | null {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time);
}
