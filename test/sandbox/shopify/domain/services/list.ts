// All services of a shop, as `shop.fulfillmentServices` lists them.
import type {State} from '../state.ts';
import type {FulfillmentService} from './record.ts';

/** Shopify: the list begins with a pseudo service "manual" at the primary location (rules §1); its settings there are the defaults. */
export function manualService(state: State): FulfillmentService {
  return {
    __typename: 'FulfillmentService',
    id: 'gid://shopify/FulfillmentService/manual',
    serviceName: 'Manual',
    handle: 'manual',
    callbackUrl: null,
    inventoryManagement: false,
    trackingSupport: false,
    requiresShippingMethod: true,
    type: 'MANUAL',
    location: state.primaryLocation,
    appId: null,
  };
}

/** The pseudo service and every app's services, oldest first. */
export function listServices(state: State): FulfillmentService[] {
  return [manualService(state), ...state.services.all()];
}
