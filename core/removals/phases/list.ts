/** Reads what the service stocks, page by page, and writes each item down. */
import {stockToMove} from '../../shopify/operations/stockToMove.ts';
import {addItems} from '../items.ts';
import {amountsOf} from '../quantities.ts';
import {removalItems, type StoredRemoval} from '../store.ts';
import {callOptions, type Outcome, type Work} from '../work.ts';

export async function list(work: Work): Promise<Outcome> {
  const {admin, removal} = work;
  const {service, destination, cursor} = removal;
  const variables = {locationId: service.locationId, destinationId: destination.locationId, after: cursor};
  const {location} = await admin.run(stockToMove, variables, callOptions(work));
  // Deleted in Shopify behind our back: nothing is left to move.
  if (!location) return {next: 'check'};
  const {nodes, pageInfo} = location.inventoryLevels;
  await addItems(
    work,
    nodes.map(({item, quantities}) => ({item, amounts: amountsOf(quantities)})),
  );
  if (pageInfo.hasNextPage) return {again: {cursor: pageInfo.endCursor ?? null}};
  return {next: 'requests', set: {route: await routeOf(work)}};
}

/**
 * Shopify moves all stock itself when a service is deleted in favour of a merchant's location. That is enough where everything
 * goes to one place, and where no old count would come back to life there with an inactive level.
 */
async function routeOf({ctx, removal}: Work): Promise<StoredRemoval['route']> {
  const {destination, exceptions, shop, _id: removalId} = removal;
  if (destination.serviceId !== null || exceptions.length > 0) return 'move';
  const ghosts = await removalItems(ctx.db).countDocuments({shop, removalId, ghost: {$ne: null}});
  return ghosts === 0 ? 'transfer' : 'move';
}
