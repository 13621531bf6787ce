/** The app's JSON API: who may ask from where, how large, and what is found where. */
import cors from 'cors';
import express, {Router, type ErrorRequestHandler, type RequestHandler} from 'express';
import type {Context} from '../../core/context.ts';
import {AppError} from '../../core/errors.ts';
import {authenticate, findCaller, retryHeader} from '../authenticate.ts';
import type {Enqueue} from '../../jobs/enqueue.ts';
import {notFound} from '../errors.ts';
import type {RateLimits} from '../rateLimits.ts';
import type {ShopifyExpress} from '../shopify.ts';
import {packingSlipRoutes} from './packingSlips.ts';
import {reactivationRoutes} from './reactivation.ts';
import {removalRoutes} from './removals.ts';
import {requestRoutes} from './requests.ts';
import {routerOf} from './route.ts';
import {serviceRoutes} from './services.ts';

const routes = {...serviceRoutes, ...requestRoutes, ...packingSlipRoutes, ...reactivationRoutes, ...removalRoutes};

/** What the home page may offer beyond the first version, by what the API answers to. */
export const capabilities: readonly string[] = [
  ...('/services/:id/removal' in routes ? ['removal'] : []),
  ...('/services/:id/reactivation' in routes ? ['reactivation'] : []),
];

interface ApiParts {
  ctx: Context;
  enqueue: Enqueue;
  shopify: ShopifyExpress;
  limits: RateLimits;
}

/** The router for `/api`. */
export function apiRouter({ctx, enqueue, shopify, limits}: ApiParts): Router {
  const router = Router({caseSensitive: true});
  router.use(
    // Shopify: extensions run in a worker of another origin. The bearer token is the only way in and there are no cookies, so
    // any origin may ask.
    cors({
      origin: '*',
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      // App Bridge adds X-Requested-With to what the page fetches.
      allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'X-Request-Id', 'X-Requested-With'],
      exposedHeaders: ['Retry-After', 'X-Request-Id', retryHeader],
      // Chrome keeps it for two hours at most.
      maxAge: 7200,
    }),
    noStore,
    // After CORS, so that an extension can read that it is to wait.
    limits.perAddress,
    authenticate(ctx, shopify),
    limits.perShop,
    // Whatever the content type says: there is one kind of body here.
    express.json({type: () => true, limit: '1mb', strict: false, inflate: false}),
    routerOf(routes, enqueue),
    notFound(),
    forgetDeadSession(shopify),
  );
  return router;
}

const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

/** Shopify refuses the shop's access token although it should still be good: the app was removed and installed again, and the
 * webhook that says so was lost. Without the stored session the next call has it exchanged anew. */
function forgetDeadSession(shopify: ShopifyExpress): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    const caller = findCaller(req);
    if (caller && error instanceof AppError && error.code === 'shopify_unauthorized') {
      await shopify.config.sessionStorage.deleteSession(shopify.api.session.getOfflineId(caller.shop));
      res.set(retryHeader, '1');
    }
    next(error);
  };
}
