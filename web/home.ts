/** The app's home page: the shell that Shopify's admin frames, and the files its client is made of. */
import express, {Router, type RequestHandler} from 'express';
import {fileURLToPath} from 'node:url';
import type {Config} from '../core/config.ts';
import type {Context} from '../core/context.ts';
import {methodNotAllowed} from './errors.ts';
import {adminsOf} from './framing.ts';
import {readClient} from './homeClient.ts';
import {pageOutside, pageInAdmin, type HomeSources} from './homePage.ts';
import type {ShopifyExpress} from './shopify.ts';

const assetsFolder = fileURLToPath(new URL('home/dist/assets', import.meta.url));

/** The client's own addresses: `web/home/src/routes.ts` knows them, and each can be opened directly. */
const pages = [
  '/',
  '/services/new',
  '/services/:id',
  '/services/:id/removal',
  '/services/:id/reactivation',
  '/activity',
  '/activity/:id',
];

/** The router for `/` and what is below it.
 * @param capabilities what the API can do beyond the first version, so that the page offers nothing that does not work */
export function homeRouter(ctx: Context, shopify: ShopifyExpress, capabilities: readonly string[] = []): Router {
  const router = Router({strict: true});
  const sources = sourcesFor(ctx.config.ADMIN_ORIGIN);
  const shell = {apiKey: ctx.config.SHOPIFY_API_KEY, sources, capabilities};
  router
    .route(pages)
    .get(intoAdmin(shopify), pageHeaders(ctx.config, shopify, sources), async (req, res) => {
      res.type('html').set('Cache-Control', 'no-store');
      if (typeof req.query['shop'] !== 'string') {
        res.send(pageOutside(shell));
        return;
      }
      const client = await readClient();
      if (!client) ctx.log.error('the home page is not built: run npm run build:home');
      res.status(client ? 200 : 503).send(pageInAdmin(shell, client, req.query['locale']));
    })
    .all(methodNotAllowed(['get', 'head']));
  // Their names carry their content's hash.
  router.use(
    '/home/assets',
    express.static(assetsFolder, {immutable: true, maxAge: '1y', index: false, redirect: false}),
  );
  return router;
}

/** Where the page's scripts come from: Shopify, or what stands in for its admin. */
function sourcesFor(adminOrigin: string | undefined): HomeSources {
  return adminOrigin
    ? {
        appBridge: `${adminOrigin}/stand-ins/app-bridge.js`,
        polaris: `${adminOrigin}/stand-ins/polaris.js`,
        admin: adminOrigin,
      }
    : {
        appBridge: 'https://cdn.shopify.com/shopifycloud/app-bridge.js',
        polaris: 'https://cdn.shopify.com/shopifycloud/polaris.js',
        admin: null,
      };
}

/** Opened by Shopify outside of its admin, the app goes into it. The library sees to that where the admin's own address came
 * along; it answers a bare "No host provided" otherwise, so then the page is shown as it is. */
function intoAdmin(shopify: ShopifyExpress): RequestHandler {
  const library = shopify.ensureInstalledOnShop();
  const {sanitizeShop, sanitizeHost} = shopify.api.utils;
  return async (req, res, next) => {
    const {shop, host} = req.query;
    const fromShopify =
      typeof shop === 'string' && typeof host === 'string' && sanitizeShop(shop) !== null && isHost(host, sanitizeHost);
    if (fromShopify) await library(req, res, next);
    else next();
  };
}

/** The library throws for a host that does not decode to one. */
function isHost(host: string, sanitizeHost: (host: string) => string | null): boolean {
  try {
    return sanitizeHost(host) !== null;
  } catch {
    return false;
  }
}

/** Who may frame the page, and what it may load. */
function pageHeaders(config: Config, {api}: ShopifyExpress, {admin}: HomeSources): RequestHandler {
  const shopify = admin ?? 'https://cdn.shopify.com';
  const loading = [
    "default-src 'none'",
    `script-src 'self' ${shopify}`,
    // Polaris sets styles from its script, some of them as attributes.
    `style-src 'self' 'unsafe-inline' ${shopify}`,
    `font-src 'self' ${shopify}`,
    `img-src 'self' data: ${shopify}`,
    `connect-src 'self' ${admin ?? 'https://cdn.shopify.com https://*.shopify.com https://*.shopifysvc.com'}`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return (req, res, next) => {
    const given = req.query['shop'];
    // Not the library's header: it lets Shopify's own development hosts in, too.
    const shop = typeof given === 'string' ? api.utils.sanitizeShop(given) : null;
    const framing = `frame-ancestors ${shop === null ? "'none'" : adminsOf(config, shop)}`;
    res.set('Content-Security-Policy', [framing, ...loading].join('; '));
    next();
  };
}
