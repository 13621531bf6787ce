/** Shows a shop's fulfillment services: ours, and those of other apps. */
import type {Context} from '../context.ts';
import {numericId} from '../ids.ts';
import type {Service} from '../wire.ts';
import {claimedNumbers, reconcile} from './reconcile.ts';
import {comparableName} from './rules.ts';
import type {ShopifyService} from './shopifyServices.ts';
import {findService, toWire} from './store.ts';

/**
 * Every fulfillment service of the shop: ours first (also removed ones, which can be reactivated), then other apps', each by
 * name. Shopify's own "manual" one is left out. What changed in Shopify is taken over on the way.
 * A service that calls this app though we know nothing of it (the app was removed and installed again) shows as ours, `paused`
 * and without an address; activating its name takes it over.
 * @throws AppError `shopify_*`
 */
export async function listServices(ctx: Context, shop: string): Promise<Service[]> {
  const {ours: stored, inShopify} = await reconcile(ctx, shop);
  const known = claimedNumbers(stored);
  const ours = stored.map(toWire);
  // One that calls us under the name of a removed one of ours comes back with its settings, by reactivating that.
  const removed = new Set(stored.filter(({status}) => status === 'removed').map(({name}) => comparableName(name)));
  const others = inShopify
    .filter(({id, name, callsUs}) => !known.has(numericId(id)) && !(callsUs && removed.has(comparableName(name))))
    .map(foreign);
  return [...ours, ...others].toSorted(
    (a, b) =>
      Number(b.ownedByThisApp) - Number(a.ownedByThisApp) ||
      Number(a.status === 'removed') - Number(b.status === 'removed') ||
      a.name.localeCompare(b.name),
  );
}

/** One service of ours, by our id.
 * @throws AppError `service_not_found` */
export async function getService(ctx: Pick<Context, 'db'>, shop: string, id: string): Promise<Service> {
  return toWire(await findService(ctx.db, shop, id));
}

function foreign({id, name, locationId, callsUs}: ShopifyService): Service {
  return {
    id,
    name,
    email: null,
    status: callsUs ? 'paused' : 'active',
    ownedByThisApp: callsUs,
    locationId,
    shopifyId: id,
    settings: null,
    createdAt: null,
    updatedAt: null,
  };
}
