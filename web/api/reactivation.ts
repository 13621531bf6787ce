/** Bringing a removed service back, over HTTP. */
import {readFormerAssignments, readFormerVariantIds} from '../../core/services/reactivation/formerAssignments.ts';
import {reactivateService} from '../../core/services/reactivation/reactivate.ts';
import {cursorOf} from './input.ts';
import type {Routes} from './route.ts';

export const reactivationRoutes: Routes = {
  '/services/:id/reactivation': {
    get: async (call) => ({
      body: await readFormerAssignments(call.ctx, call.shop, call.param('id'), cursorOf(call)),
    }),
    post: async (call) => ({
      status: 202,
      body: await reactivateService(call.ctx, call.shop, call.param('id'), call.body, call.by),
    }),
  },
  '/services/:id/reactivation/variants': {
    get: async (call) => ({
      body: await readFormerVariantIds(call.ctx, call.shop, call.param('id'), cursorOf(call)),
    }),
  },
};
