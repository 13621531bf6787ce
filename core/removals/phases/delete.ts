/** Deletes the service in Shopify, once nothing is left at it or the merchant has given up what is. */
import {AppError} from '../../errors.ts';
import {sameId} from '../../ids.ts';
import {readShopifyServices} from '../../services/shopifyServices.ts';
import {deleteFulfillmentService} from '../../shopify/operations/deleteFulfillmentService.ts';
import {locationState} from '../../shopify/operations/locationState.ts';
import {primaryLocation} from '../../shopify/operations/primaryLocation.ts';
import {userErrorsError} from '../../shopify/userErrors.ts';
import {removalItems} from '../store.ts';
import {stuck} from '../stuck.ts';
import {callOptions, type Outcome, type Work} from '../work.ts';

/** How often an order that arrives in the last moment sends the removal back to move it. */
const mostReturns = 30;

export async function remove(work: Work): Promise<Outcome> {
  const {ctx, admin, removal} = work;
  const {service, gaveUp, pass} = removal;
  const known = await readShopifyServices(ctx, removal.shop);
  if (!known.some(({id}) => sameId(id, service.shopifyId))) return {next: 'check'};
  const {location} = await admin.run(locationState, {id: service.locationId}, callOptions(work));
  const busy = location?.hasUnfulfilledOrders ?? false;
  if (busy && !gaveUp) return moveFirst(pass);
  const {fulfillmentServiceDelete: payload} = await admin.run(
    deleteFulfillmentService,
    {id: service.shopifyId, ...(await actionFor(work, busy))},
    callOptions(work),
  );
  const errors = payload?.userErrors ?? [];
  if (errors.length === 0) return {next: 'check'};
  // An order may have come in between; whatever else it is, a person reads Shopify's own words.
  if (!gaveUp && pass.number < mostReturns) {
    const state = await admin.run(locationState, {id: service.locationId}, callOptions(work));
    if (state.location?.hasUnfulfilledOrders) return moveFirst(pass);
  }
  const {code, message} = userErrorsError(errors);
  return {end: 'attention', waiting: {code, message}};
}

function moveFirst(pass: Work['removal']['pass']): Outcome {
  if (pass.number >= mostReturns) return stuck('removal_orders_keep_arriving');
  return {next: 'orders', set: {pass: {...pass, number: pass.number + 1, orders: false}}};
}

const transferTo = (destinationLocationId: string) => ({inventoryAction: 'TRANSFER' as const, destinationLocationId});

/** Shopify: TRANSFER takes stock and work to a merchant's location; KEEP leaves the location with its stock; DELETE takes it away. */
async function actionFor({ctx, admin, removal}: Work, busy: boolean) {
  const {route, destination, gaveUp, shop, _id: removalId} = removal;
  if (route === 'transfer') return transferTo(destination.locationId);
  if (!gaveUp) return {inventoryAction: 'DELETE' as const};
  // Given up is not lost: orders that could not be moved go to a location of the merchant's, stock stays where it is.
  if (busy) {
    if (destination.serviceId === null) return transferTo(destination.locationId);
    const {shop: answer} = await admin.run(primaryLocation, {});
    const primary = answer.fulfillmentServices.find(({type}) => type === 'MANUAL')?.location;
    if (!primary?.isActive) throw new AppError('removal_destination_invalid');
    return transferTo(primary.id);
  }
  const left = await removalItems(ctx.db).countDocuments({shop, removalId, state: {$ne: 'moved'}});
  return {inventoryAction: left > 0 ? ('KEEP' as const) : ('DELETE' as const)};
}
