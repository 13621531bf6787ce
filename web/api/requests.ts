/** Orders and their fulfillment requests, over HTTP. */
import {cancelRequest, dismissRequest, resendRequest, retryRequest} from '../../core/requests/actions.ts';
import {arrived, notArrived} from '../../core/requests/decide.ts';
import {createRequests} from '../../core/requests/create.ts';
import {createRequestsForOrders} from '../../core/requests/createMany.ts';
import {getRequest, listRequests} from '../../core/requests/list.ts';
import {previewEmails} from '../../core/requests/preview.ts';
import {readOrderFulfillment} from '../../core/requests/readOrder.ts';
import type {Context} from '../../core/context.ts';
import type {FulfillmentRequest} from '../../core/wire.ts';
import {idempotencyKey, numberInPath} from './input.ts';
import type {Handler, Routes} from './route.ts';

export const requestRoutes: Routes = {
  '/orders/:id/fulfillment': {
    get: async (call) => ({body: await readOrderFulfillment(call.ctx, call.shop, numberInPath(call, 'id'))}),
  },
  '/orders/:id/requests': {
    post: async (call) => {
      const {ctx, shop, by, body} = call;
      const options = {idempotencyKey: idempotencyKey(call), by};
      const requests = await createRequests(ctx, shop, numberInPath(call, 'id'), body, options);
      await call.deliver();
      return {status: 202, body: {requests}};
    },
  },
  '/orders/:id/preview': {
    post: async (call) => ({
      body: {previews: await previewEmails(call.ctx, call.shop, numberInPath(call, 'id'), call.body)},
    }),
  },
  '/requests': {
    get: async ({ctx, shop, query}) => ({body: await listRequests(ctx, shop, query)}),
    post: async (call) => {
      const {ctx, shop, by, body} = call;
      // A dry run stores nothing, so it needs no key.
      const dryRun = 'dryRun' in body && body.dryRun === true;
      const caller = dryRun ? null : {idempotencyKey: idempotencyKey(call), by};
      const answer = await createRequestsForOrders(ctx, shop, body, caller);
      if (caller && answer.accepted.length > 0) await call.deliver();
      return {status: dryRun ? 200 : 202, body: answer};
    },
  },
  '/requests/:id': {
    get: async (call) => ({body: {request: await getRequest(call.ctx, call.shop, call.param('id'))}}),
  },
  '/requests/:id/retry': {post: act(retryRequest)},
  '/requests/:id/resend': {post: act(resendRequest)},
  '/requests/:id/cancel': {post: act(cancelRequest)},
  '/requests/:id/arrived': {post: act(arrived)},
  '/requests/:id/not-arrived': {post: act(notArrived)},
  '/requests/:id/dismiss': {post: act(dismissRequest)},
};

type Action = (ctx: Context, shop: string, id: string, by: string) => Promise<FulfillmentRequest>;

function act(action: Action): Handler {
  return async (call) => {
    const request = await action(call.ctx, call.shop, call.param('id'), call.by);
    await call.deliver();
    return {status: 202, body: {request}};
  };
}
