// fulfillmentServiceDelete: TRANSFER, KEEP, DELETE (rules §1).
import type {ShopContext} from '../../contract.ts';
import {setStatus} from '../fulfillmentOrders/assignedLocation.ts';
import type {RequestStatus} from '../fulfillmentOrders/record.ts';
import {canonicalId, requireGid} from '../ids.ts';
import {transferStock} from '../inventory/transfer.ts';
import {removeLocation} from '../locations/activation.ts';
import {locationPayload} from '../locations/payloads.ts';
import type {Location} from '../locations/record.ts';
import {hasUnfulfilledOrders} from '../locations/list.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import type {FulfillmentService} from './record.ts';

interface DeleteArgs {
  inventoryAction?: 'TRANSFER' | 'KEEP' | 'DELETE' | null;
  destinationLocationId?: string | null;
}

// How long the destination of a transfer is busy with it. Shopify: it is for a while (rules §1).
const receivingMs = 1000;

/** The work of the service's location goes with its stock. Shopify: "commitments and other dependencies" (rules §1). */
function moveDependencies(context: ShopContext, source: Location, destination: Location): void {
  transferStock(context, source, destination);
  for (const fulfillmentOrder of stateOf(context).fulfillmentOrders.all()) {
    if (fulfillmentOrder.location !== source || fulfillmentOrder.status === 'CLOSED') continue;
    fulfillmentOrder.location = destination;
    // Shopify: at a merchant's location there are no requests (rules §2).
    fulfillmentOrder.requestStatus = 'UNSUBMITTED';
    // A copy of the place that is gone would outlive it.
    fulfillmentOrder.frozenLocation = null;
    setStatus(fulfillmentOrder, fulfillmentOrder.status === 'INCOMPLETE' ? 'OPEN' : fulfillmentOrder.status);
    fulfillmentOrder.updatedAt = nowText(context);
  }
  destination.receiving = true;
  context.later(receivingMs, () => {
    destination.receiving = false;
  });
}

function refuse(field: string[] | null, message: string) {
  return {deletedId: null, userErrors: [userError(field, message)]};
}

const requested: ReadonlySet<RequestStatus> = new Set<RequestStatus>([
  'SUBMITTED',
  'ACCEPTED',
  'CANCELLATION_REQUESTED',
  'CANCELLATION_REJECTED',
]);

/** Whether a request to the service is under way. */
function hasRequests(context: ShopContext, location: Location): boolean {
  return stateOf(context)
    .fulfillmentOrders.all()
    .some((one) => one.location === location && one.status !== 'CLOSED' && requested.has(one.requestStatus));
}

/** Deletes a service of the calling app; `deletedId` comes without `?id=true` (rules §1). */
export function deleteService(context: ShopContext, service: FulfillmentService, args: DeleteArgs) {
  const state = stateOf(context);
  const action = args.inventoryAction ?? 'TRANSFER';
  const {location} = service;
  if (args.destinationLocationId) requireGid('Location', args.destinationLocationId);
  if (action !== 'TRANSFER' && args.destinationLocationId) {
    const doing = action === 'DELETE' ? 'deleting' : 'keeping';
    return refuse(
      ['inventoryAction'],
      `Inventory action Destination location id should not be present when ${doing} the inventory of the fulfillment service.`,
    );
  }
  if (location && hasUnfulfilledOrders(state, location) && !(action === 'TRANSFER' && args.destinationLocationId)) {
    // What Shopify does with open fulfillment orders here is unverified (rules §1): the sandbox refuses rather than guesses.
    return refuse(null, 'The fulfillment service has unfulfilled orders. Move or fulfill them first.');
  }
  if (location && hasRequests(context, location)) {
    // Unverified too.
    return refuse(null, 'The fulfillment service has fulfillment requests under way. Resolve them first.');
  }
  if (action === 'TRANSFER' && args.destinationLocationId) {
    const destination = state.locations.get(args.destinationLocationId);
    if (!destination?.isActive || destination.fulfillmentService) return refuse(null, 'Invalid destination location.');
    if (location) moveDependencies(context, location, destination);
  } else if (action === 'TRANSFER' && location && [...location.levels].some((level) => level.isActive)) {
    // Shopify: without a destination it succeeded on an empty location (rules §1); for a stocked one the text is unverified.
    return refuse(null, 'Invalid destination location.');
  }
  state.services.delete(service);
  if (location) {
    location.fulfillmentService = null;
    if (action === 'KEEP') {
      location.updatedAt = nowText(context);
      context.emit('locations/update', locationPayload(location));
    } else removeLocation(context, location);
  }
  service.location = null;
  return {deletedId: canonicalId(service.id), userErrors: []};
}
