/** The app's home page: for now it says where in Shopify the app is found. */
import {Router, type RequestHandler} from 'express';
import type {Context} from '../core/context.ts';
import type {ShopifyExpress} from './shopify.ts';
import {methodNotAllowed} from './errors.ts';

const appBridge = 'https://cdn.shopify.com/shopifycloud/app-bridge.js';

/** The router for `/`. */
export function homeRouter(ctx: Context, shopify: ShopifyExpress): Router {
  const router = Router({strict: true});
  const page = homePage(ctx.config.SHOPIFY_API_KEY);
  router
    .route('/')
    .get(intoAdmin(shopify), shopify.cspHeaders(), pageHeaders, (_req, res) => {
      res.type('html').send(page);
    })
    .all(methodNotAllowed(['get', 'head']));
  return router;
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

/** The library says who may frame the page; what the page may load is added to it. */
const pageHeaders: RequestHandler = (_req, res, next) => {
  const framing = String(res.getHeader('Content-Security-Policy')).replace(/;\s*$/, '');
  const loading = [
    "default-src 'none'",
    'script-src https://cdn.shopify.com',
    'style-src https://cdn.shopify.com',
    'connect-src https://cdn.shopify.com https://*.shopify.com https://*.shopifysvc.com',
    "base-uri 'none'",
    "form-action 'none'",
  ];
  res.set('Content-Security-Policy', [framing, ...loading].join('; '));
  next();
};

function homePage(apiKey: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="shopify-api-key" content="${escapeAttribute(apiKey)}">
    <title>Custom Fulfillment Services</title>
    <script src="${appBridge}"></script>
  </head>
  <body>
    <h1>Custom Fulfillment Services</h1>
    <p>This app works inside of the Shopify admin. Open an order there, then More actions, to send items to a fulfillment service.</p>
  </body>
</html>
`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
