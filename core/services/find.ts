/** Finds the service that a caller names. */
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {numericId} from '../ids.ts';
import {readShopifyServices} from './shopifyServices.ts';
import {findService, type StoredService} from './store.ts';

/**
 * A service of ours, by our id; a Shopify id is looked up as well, to say whose it is.
 * @throws AppError `service_not_found`, `service_owned_by_other_app` for the Shopify id of one that another app made,
 * `shopify_*` if that had to be looked up and could not
 */
export async function findOwnService(ctx: Context, shop: string, id: string): Promise<StoredService> {
  const number = /^(?:gid:\/\/shopify\/FulfillmentService\/)?(\d{1,20})(?:\?.*)?$/.exec(id)?.[1];
  if (number === undefined) return findService(ctx.db, shop, id);
  const found = (await readShopifyServices(ctx, shop)).find((one) => numericId(one.id) === number);
  throw new AppError(found && !found.callsUs ? 'service_owned_by_other_app' : 'service_not_found');
}
