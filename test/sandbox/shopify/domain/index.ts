// The domain half of the Shopify stand-in: one shop in memory that obeys reference/shopify-rules.md ("rules §n" in comments).
// Each folder is a noun: `record.ts` what is kept, `resolvers.ts` how the schema reads it, a file for each mutation or rule.
// What the rules call unverified is marked so where it is decided; what is not simulated says so and invents nothing.
import type {Domain, Resolvers, ShopState} from '../contract.ts';
import {mailingAddressResolvers} from './addresses/mailing.ts';
import {deliveryProfileResolvers} from './deliveryProfiles/resolvers.ts';
import {fulfillmentOrderResolvers} from './fulfillmentOrders/resolvers.ts';
import {fulfillmentResolvers} from './fulfillments/resolvers.ts';
import {activationResolvers} from './inventory/activation.ts';
import {quantityResolvers} from './inventory/quantities.ts';
import {inventoryResolvers} from './inventory/resolvers.ts';
import {locationsControl} from './locations/edit.ts';
import {locationResolvers} from './locations/resolvers.ts';
import {nodeResolvers} from './nodes.ts';
import {ordersControl} from './orders/control.ts';
import {lineItemResolvers} from './orders/lineItemResolvers.ts';
import {orderResolvers} from './orders/resolvers.ts';
import {productsControl} from './products/control.ts';
import {productResolvers} from './products/resolvers.ts';
import {serviceResolvers} from './services/resolvers.ts';
import {shopResolvers} from './shop/resolvers.ts';
import {snapshotControl} from './snapshot.ts';
import {State} from './state.ts';

function merge(parts: readonly Resolvers[]): Resolvers {
  const merged: Resolvers = {};
  for (const part of parts) {
    for (const [type, fields] of Object.entries(part)) {
      for (const [name, resolver] of Object.entries(fields)) {
        const known = (merged[type] ??= {});
        if (known[name]) throw new Error(`Two resolvers for ${type}.${name}.`);
        known[name] = resolver;
      }
    }
  }
  return merged;
}

/** A new shop, with its primary location and its general delivery profile. */
export function createState(domain: string): ShopState {
  return new State(domain);
}

/** Every field and mutation that the sandbox simulates, beyond what lies ready in the records. */
export const resolvers: Resolvers = merge([
  shopResolvers,
  locationResolvers,
  serviceResolvers,
  productResolvers,
  inventoryResolvers,
  activationResolvers,
  quantityResolvers,
  orderResolvers,
  lineItemResolvers,
  mailingAddressResolvers,
  fulfillmentOrderResolvers,
  fulfillmentResolvers,
  deliveryProfileResolvers,
  nodeResolvers,
]);

/** `POST /sandbox/<name>`, and `GET /sandbox/snapshot`. */
export const controls: Domain['controls'] = {
  locations: locationsControl,
  products: productsControl,
  orders: ordersControl,
  snapshot: snapshotControl,
};
