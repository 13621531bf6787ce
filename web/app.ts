/** The web process's Express app: everything that is asked over HTTP, in the order it is tried. */
import express, {type Express} from 'express';
import helmet from 'helmet';
import type {Context} from '../core/context.ts';
import {apiRouter, capabilities} from './api/router.ts';
import {createBackground, type Background} from './background.ts';
import {fulfillmentServiceRouter, webhookRouter} from './callbacks.ts';
import type {Enqueue} from '../jobs/enqueue.ts';
import {errorHandler, notFound} from './errors.ts';
import {createAnswerCount, healthRouter} from './health.ts';
import {homeRouter} from './home.ts';
import {postmarkRouter} from './postmark.ts';
import {printRouter} from './print.ts';
import {createRateLimits} from './rateLimits.ts';
import {requestLog} from './requestLog.ts';
import {respondRouter} from './respond/router.ts';
import {createShopify} from './shopify.ts';

export interface AppParts {
  ctx: Context;
  enqueue: Enqueue;
  /** Where work goes that outlives its answer; give one to be able to wait for it. */
  background?: Background;
}

/** Makes the app; it listens nowhere yet. */
export function createApp({ctx, enqueue, background = createBackground(ctx.log)}: AppParts): Express {
  const app = express();
  const shopify = createShopify(ctx);
  const answers = createAnswerCount();
  const limits = createRateLimits(ctx.config);
  const parts = {ctx, enqueue, shopify, background, limits};
  app.disable('x-powered-by');
  app.disable('etag');
  // Shopify takes HTTPS alone, so there is always one that ends it.
  app.set('trust proxy', ctx.config.TRUSTED_PROXIES);
  app.use(requestLog(ctx.log), answers.middleware, securityHeaders());
  app.use(healthRouter(ctx, answers, limits));
  // What Shopify and Postmark send is not limited: it is signed, and a 4xx for a passing reason would lose it.
  app.use('/webhooks', webhookRouter(parts));
  app.use('/fulfillment-service', fulfillmentServiceRouter(parts));
  app.use('/postmark', postmarkRouter(parts));
  app.use('/r', respondRouter(parts));
  app.use('/print', printRouter(parts));
  app.use('/api', apiRouter(parts));
  app.use(limits.perAddress);
  app.use(homeRouter(ctx, shopify, capabilities));
  app.use(notFound(), errorHandler());
  return app;
}

/** For everything but pages, which say themselves what they may load and who may frame them. */
function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {defaultSrc: ["'none'"], frameAncestors: ["'none'"]},
    },
    // The older header knows no list of who may frame a page, and the home page is framed by the admin.
    xFrameOptions: false,
    crossOriginResourcePolicy: {policy: 'cross-origin'},
  });
}
