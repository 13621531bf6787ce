/** Bringing a removed service back, over HTTP. */
import {readFormerAssignments, readFormerVariantIds} from '../../core/services/reactivation/formerAssignments.ts';
import {reactivateService} from '../../core/services/reactivation/reactivate.ts';
import {readFormerRates, retryRates} from '../../core/services/reactivation/rates.ts';
import {cursorOf} from './input.ts';
import type {Routes} from './route.ts';

export const reactivationRoutes: Routes = {
  '/services/:id/reactivation': {
    get: async (call) => ({
      body: await readFormerAssignments(call.ctx, call.shop, call.param('id'), cursorOf(call)),
    }),
    post: async (call) => {
      const body = await reactivateService(call.ctx, call.shop, call.param('id'), call.body, call.by);
      // The same worker offers its rates again.
      await call.remove();
      return {status: 202, body};
    },
  },
  '/services/:id/reactivation/rates': {
    get: async (call) => ({body: await readFormerRates(call.ctx, call.shop, call.param('id'))}),
    post: async (call) => {
      const body = await retryRates(call.ctx, call.shop, call.param('id'));
      await call.remove();
      return {status: 202, body};
    },
  },
  '/services/:id/reactivation/variants': {
    get: async (call) => ({
      body: await readFormerVariantIds(call.ctx, call.shop, call.param('id'), cursorOf(call)),
    }),
  },
};
