/** `/print/…`: what the Shopify admin fetches to print, and emails to look at before they are sent. The token in the address is the right to it, for a few minutes. */
import cors from 'cors';
import {Router} from 'express';
import type {Context} from '../core/context.ts';
import {AppError} from '../core/errors.ts';
import {readSlipsLink} from '../core/packingSlips/link.ts';
import {readPackingSlips} from '../core/packingSlips/read.ts';
import {packingSlipsDocument} from '../core/packingSlips/render.ts';
import {previewEmails} from '../core/requests/preview.ts';
import {readPreviewLink} from '../core/requests/previewLink.ts';
import {methodNotAllowed, notFound} from './errors.ts';
import {adminsOf} from './framing.ts';
import type {RateLimits} from './rateLimits.ts';
import {noteShop} from './requestLog.ts';

/** Of pages that hold a customer's address: kept and found by nobody. */
const asPrivate = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
};

/** The router for `/print`. */
export function printRouter({ctx, limits}: {ctx: Context; limits: RateLimits}): Router {
  const router = Router({caseSensitive: true});
  router.use(
    // Shopify: the admin fetches what it prints from its own origin, with a session token that is not needed here.
    cors({
      origin: '*',
      methods: ['GET', 'HEAD'],
      allowedHeaders: ['Authorization', 'Content-Type', 'X-Requested-With'],
      maxAge: 7200,
    }),
    limits.perAddress,
  );
  router
    .route('/packing-slips/:token')
    .get(async (req, res) => {
      const link = readSlipsLink(ctx.config, req.params.token);
      if (link === 'invalid') throw new AppError('not_found');
      if (link === 'expired') {
        throw new AppError('not_found', {message: 'This link has expired. Close the print dialog and open it again.'});
      }
      noteShop(req, link.shop);
      const slips = await readPackingSlips(ctx, link.shop, link.orderId, link.serviceIds);
      res
        .set({
          'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors ${adminsOf(ctx.config, link.shop)}`,
          ...asPrivate,
        })
        .type('html')
        .send(packingSlipsDocument(slips));
    })
    .all(methodNotAllowed(['get', 'head', 'options']));
  router
    .route('/email-preview/:token')
    .get(async (req, res) => {
      const link = readPreviewLink(ctx.config, req.params.token);
      if (link === 'invalid') throw new AppError('not_found');
      if (link === 'expired')
        throw new AppError('not_found', {message: 'This preview has expired. Open it again from the order.'});
      noteShop(req, link.shop);
      const previews = await previewEmails(ctx, link.shop, link.orderId, link.input);
      const preview = previews.find(({serviceId}) => serviceId === link.serviceId);
      if (!preview) throw new AppError('nothing_to_fulfill');
      // The email brings its own styles and, from anywhere, its pictures; nothing in it may run or lead astray.
      res
        .set({
          'Content-Security-Policy':
            "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups",
          ...asPrivate,
        })
        .type('html')
        .send(preview.html);
    })
    .all(methodNotAllowed(['get', 'head', 'options']));
  router.use(notFound());
  return router;
}
