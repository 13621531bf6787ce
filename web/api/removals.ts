/** Removing a service, over HTTP: begin or look first, follow, stop, try again, give up the rest. */
import {beginRemoval} from '../../core/removals/begin.ts';
import {cancelRemoval, giveUpRemoval, retryRemoval} from '../../core/removals/control.ts';
import {listMerchantLocations} from '../../core/removals/destination.ts';
import {readFailures} from '../../core/removals/failures.ts';
import {readRemoval} from '../../core/removals/show.ts';
import {cursorOf, limitOf, textOf} from './input.ts';
import type {Routes} from './route.ts';

export const removalRoutes: Routes = {
  '/services/:id/removal': {
    get: async (call) => ({body: {removal: await readRemoval(call.ctx, call.shop, call.param('id'))}}),
    post: async (call) => {
      const removal = await beginRemoval(call.ctx, call.shop, call.param('id'), call.body, call.by);
      if (removal.status !== 'planned') await call.remove();
      return {status: 202, body: {removal}};
    },
    delete: async (call) => {
      const {ctx, shop, query, body, by} = call;
      // Not every client sends a body along with a DELETE.
      const input = {...(query as object), ...body};
      const removal = await cancelRemoval(ctx, shop, call.param('id'), input, by);
      await call.remove();
      return {body: {removal}};
    },
  },
  '/services/:id/removal/failures': {
    get: async (call) => ({
      body: await readFailures(call.ctx, call.shop, call.param('id'), {
        cursor: cursorOf(call),
        group: textOf(call, 'group'),
        limit: limitOf(call),
      }),
    }),
  },
  '/services/:id/removal/retry': {
    post: async (call) => {
      const removal = await retryRemoval(call.ctx, call.shop, call.param('id'), call.by);
      await call.remove();
      return {status: 202, body: {removal}};
    },
  },
  '/services/:id/removal/give-up': {
    post: async (call) => {
      const removal = await giveUpRemoval(call.ctx, call.shop, call.param('id'), call.by);
      await call.remove();
      return {status: 202, body: {removal}};
    },
  },
  '/locations': {
    get: async ({ctx, shop}) => ({body: {items: await listMerchantLocations(ctx, shop), nextCursor: null}}),
  },
};
