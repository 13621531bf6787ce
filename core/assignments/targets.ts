/** Where variants of a service, or of none, go. */
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {findOwnService} from '../services/find.ts';
import {primaryLocation} from '../shopify/operations/primaryLocation.ts';
import type {Target} from './plan.ts';

/**
 * @param serviceId our id; null: no service of this app
 * @throws AppError `service_not_found`, `service_not_active` (a paused one keeps its products and takes more of them),
 * `service_owned_by_other_app`, `shopify_*`
 */
export async function readTarget(ctx: Context, shop: string, serviceId: string | null): Promise<Target> {
  if (serviceId === null) {
    const {shop: answer} = await ctx.admin(shop).run(primaryLocation, {});
    const location = answer.fulfillmentServices.find(({type}) => type === 'MANUAL')?.location;
    return {kind: 'merchant', fallbackLocationId: location?.isActive ? location.id : null};
  }
  const service = await findOwnService(ctx, shop, serviceId);
  if ((service.status !== 'active' && service.status !== 'paused') || service.locationId === null) {
    throw new AppError('service_not_active', {details: {serviceId}});
  }
  return {kind: 'service', locationId: service.locationId};
}
