/** Fulfillment services and the products assigned to them, over HTTP. */
import {beginAssignment, cancelAssignment, readAssignment} from '../../core/assignments/job/create.ts';
import {assignVariants} from '../../core/assignments/assign.ts';
import {readAssignments} from '../../core/assignments/read.ts';
import {activateService} from '../../core/services/activate.ts';
import {editService} from '../../core/services/edit.ts';
import {withGlances} from '../../core/services/glance.ts';
import {getService, listServices} from '../../core/services/list.ts';
import {readServiceProducts} from '../../core/services/products.ts';
import {reactivateAddress} from '../../core/services/reactivateAddress.ts';
import {sendTestEmail} from '../../core/services/testEmail.ts';
import {cursorOf, numberInPath} from './input.ts';
import type {Routes} from './route.ts';

export const serviceRoutes: Routes = {
  '/services': {
    // A shop has a handful, so there is only ever one page.
    get: async ({ctx, shop}) => ({
      body: {items: await withGlances(ctx, shop, await listServices(ctx, shop)), nextCursor: null},
    }),
    post: async ({ctx, shop, body, by}) => ({
      status: 201,
      body: {service: await activateService(ctx, shop, body, by)},
    }),
  },
  '/services/:id': {
    get: async (call) => {
      const {ctx, shop} = call;
      const [service] = await withGlances(ctx, shop, [await getService(ctx, shop, call.param('id'))]);
      return {body: {service}};
    },
    patch: async (call) => {
      const service = await editService(call.ctx, call.shop, call.param('id'), call.body, call.by);
      // Resumed, or with another address, it has requests that waited.
      const mended = 'status' in call.body || 'email' in call.body || 'additionalEmails' in call.body;
      if (mended && service.status === 'active') await call.deliver();
      return {body: {service}};
    },
  },
  '/services/:id/test-email': {
    post: async (call) => ({
      status: 202,
      body: await sendTestEmail(call.ctx, call.shop, call.param('id'), call.by),
    }),
  },
  '/services/:id/addresses/reactivation': {
    post: async (call) => {
      const service = await reactivateAddress(call.ctx, call.shop, call.param('id'), call.body, call.by);
      await call.deliver();
      return {body: {service}};
    },
  },
  '/services/:id/products': {
    get: async (call) => ({
      body: await readServiceProducts(call.ctx, call.shop, call.param('id'), cursorOf(call)),
    }),
  },
  '/assignments': {
    post: async (call) => {
      const assignmentJob = await beginAssignment(call.ctx, call.shop, call.body, call.by);
      await call.assign();
      return {status: 202, body: {assignmentJob}};
    },
  },
  '/assignments/:id': {
    get: async (call) => ({body: {assignmentJob: await readAssignment(call.ctx, call.shop, call.param('id'))}}),
    delete: async (call) => ({body: {assignmentJob: await cancelAssignment(call.ctx, call.shop, call.param('id'))}}),
  },
  '/products/:id/assignments': {
    get: async (call) => ({
      body: {variants: await readAssignments(call.ctx, call.shop, numberInPath(call, 'id'))},
    }),
    put: async (call) => ({
      body: {variants: await assignVariants(call.ctx, call.shop, numberInPath(call, 'id'), call.body, call.by)},
    }),
  },
};
