/** `/print/…`: what the Shopify admin fetches to print. The token in the address is the right to it, for a few minutes. */
import cors from 'cors';
import {Router} from 'express';
import type {Context} from '../core/context.ts';
import {AppError} from '../core/errors.ts';
import {readSlipsLink} from '../core/packingSlips/link.ts';
import {readPackingSlips} from '../core/packingSlips/read.ts';
import {packingSlipsDocument} from '../core/packingSlips/render.ts';
import {methodNotAllowed, notFound} from './errors.ts';
import {noteShop} from './requestLog.ts';

/** The router for `/print`. */
export function printRouter(ctx: Context): Router {
  const router = Router({caseSensitive: true});
  const admins = ctx.config.ADMIN_ORIGIN ?? 'https://admin.shopify.com https://*.myshopify.com';
  router.use(
    // Shopify: the admin fetches what it prints from its own origin, with a session token that is not needed here.
    cors({
      origin: '*',
      methods: ['GET', 'HEAD'],
      allowedHeaders: ['Authorization', 'Content-Type', 'X-Requested-With'],
      maxAge: 7200,
    }),
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
          'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors ${admins}`,
          'Cache-Control': 'no-store',
          'Referrer-Policy': 'no-referrer',
          'X-Robots-Tag': 'noindex, nofollow',
        })
        .type('html')
        .send(packingSlipsDocument(slips));
    })
    .all(methodNotAllowed(['get', 'head', 'options']));
  router.use(notFound());
  return router;
}
