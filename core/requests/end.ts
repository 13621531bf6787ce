/** Ends requests that nobody can carry on any more: with a sentence, never left hanging. */
import type {Context} from '../context.ts';
import {heldShops} from './courier/lease.ts';
import {endOf} from './status.ts';
import {changeRequest, requests} from './store.ts';
import type {StoredRequest} from './types.ts';

/** Why; a code of `core/errors.ts`. */
export type EndCode = 'service_deleted' | 'app_uninstalled';

/** By whether the service has an email of it: then somebody has to ask whether it ships. */
const sentences: Record<EndCode, {unsent: string; emailed: string}> = {
  service_deleted: {
    unsent:
      'The fulfillment service does not exist in Shopify any more, so this was not sent. Send the items to another service.',
    emailed:
      'The fulfillment service was deleted in Shopify after it had the email, so the items cannot be marked as fulfilled. Ask the service whether it ships them.',
  },
  app_uninstalled: {
    unsent: 'The app was removed from the shop before this was sent. Send it again if it is still wanted.',
    emailed:
      'The app was removed from the shop after the service had the email, so the items were not marked as fulfilled. Ask the service whether it ships them.',
  },
};

/** Those that a courier may hold at this moment. */
const inSending: StoredRequest['status'][] = ['sending', 'unknown'];

/**
 * Ends what is open. What is just being sent is left to the courier: the next call finds what became of it.
 * @param serviceIds of these services alone; absent: of the whole shop, also what nobody will look up any more
 * @returns how many were ended
 */
export async function endRequests(
  ctx: Pick<Context, 'db' | 'log'>,
  shop: string,
  code: EndCode,
  serviceIds?: readonly string[],
): Promise<number> {
  const isBusy = serviceIds !== undefined || (await heldShops(ctx.db)).has(shop);
  const open = requests(ctx.db).find({
    shop,
    status: {$in: ['queued', 'sent', 'confirmed', ...(isBusy ? [] : inSending)]},
    ...(serviceIds ? {serviceId: {$in: [...serviceIds]}} : {}),
  });
  let count = 0;
  for await (const request of open) count += (await end(ctx, request, code)) ? 1 : 0;
  if (count > 0) ctx.log.warn({shop, code, count}, 'Ended open requests');
  return count;
}

async function end({db}: Pick<Context, 'db'>, request: StoredRequest, code: EndCode): Promise<boolean> {
  const {status, messages} = request;
  const emailed = messages.some(({state}) => state === 'accepted') || inSending.includes(status);
  const ended = await changeRequest(db, request, {
    status: endOf(request),
    set: {
      failure: {code, message: sentences[code][emailed ? 'emailed' : 'unsent'], retryable: false},
      dueAt: null,
    },
    by: 'shopify',
    detail: code,
  });
  return ended !== null;
}
