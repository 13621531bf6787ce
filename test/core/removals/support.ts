/** A shop with services that hold stock and orders, and a look at all of it from outside. */
import {beginRemoval} from '../../../core/removals/begin.ts';
import {runRemovals} from '../../../core/removals/run.ts';
import {readRemoval} from '../../../core/removals/show.ts';
import type {Removal, RemovalInput} from '../../../core/wire.ts';
import type {World} from '../../support/world.ts';
import {until} from '../../support/sandboxClient.ts';

export interface StockedItem {
  variantId: string;
  inventoryItemId: string;
}

/** A product whose only variant is stocked at these locations, with so many units. */
export async function stockedItem(
  world: World,
  inventory: {locationId: string; available: number}[],
  more: {sku?: string; tracked?: boolean; title?: string} = {},
): Promise<StockedItem> {
  const {product} = await world.outside.control<{product: {variants: {id: string; inventoryItemId: string}[]}}>(
    'products',
    {
      title: more.title ?? 'Product',
      variants: [
        {title: 'Default Title', sku: more.sku ?? 'SKU', price: '10.00', tracked: more.tracked ?? true, inventory},
      ],
    },
  );
  const [variant] = product.variants;
  if (!variant) throw new Error('No variant.');
  return {variantId: variant.id, inventoryItemId: variant.inventoryItemId};
}

/** An order, routed. */
export async function order(world: World, lines: {variantId: string; quantity: number}[]): Promise<string> {
  const {order: made} = await world.outside.control<{order: {id: string}}>('orders', {
    lineItems: lines,
    shippingAddress: {address1: 'Storgatan 5', city: 'Stockholm', zip: '111 22', countryCode: 'SE'},
  });
  await until('the order to be routed', async () => (await fulfillmentOrders(world, made.id)).length > 0);
  return made.id;
}

export interface FulfillmentOrderSeen {
  id: string;
  status: string;
  requestStatus: string;
  locationId: string;
  remaining: number;
}

/** The fulfillment orders of an order that are not closed. */
export async function fulfillmentOrders(world: World, orderId: string): Promise<FulfillmentOrderSeen[]> {
  const answer = await world.outside.graphql<{
    order: {
      fulfillmentOrders: {
        nodes: {
          id: string;
          status: string;
          requestStatus: string;
          assignedLocation: {location: {id: string} | null};
          lineItems: {nodes: {remainingQuantity: number}[]};
        }[];
      };
    };
  }>(
    `query ($id: ID!) { order(id: $id) { fulfillmentOrders(first: 50) { nodes { id status requestStatus
      assignedLocation { location { id } } lineItems(first: 50) { nodes { remainingQuantity } } } } } }`,
    {id: orderId},
  );
  return answer.order.fulfillmentOrders.nodes
    .filter(({status}) => status !== 'CLOSED')
    .map(({id, status, requestStatus, assignedLocation, lineItems}) => ({
      id,
      status,
      requestStatus,
      locationId: assignedLocation.location?.id ?? '',
      remaining: lineItems.nodes.reduce((sum, line) => sum + line.remainingQuantity, 0),
    }));
}

/** Units of an item on hand, by the location's id; active levels alone. */
export async function onHand(world: World, {inventoryItemId}: StockedItem): Promise<Record<string, number>> {
  const answer = await world.outside.graphql<{
    inventoryItem: {
      inventoryLevels: {nodes: {isActive: boolean; location: {id: string}; quantities: {quantity: number}[]}[]};
    };
  }>(
    `query ($id: ID!) { inventoryItem(id: $id) { inventoryLevels(first: 50) { nodes { isActive location { id }
      quantities(names: ["on_hand"]) { quantity } } } } }`,
    {id: inventoryItemId},
  );
  return Object.fromEntries(
    answer.inventoryItem.inventoryLevels.nodes
      .filter(({isActive}) => isActive)
      .map(({location, quantities}) => [location.id, quantities[0]?.quantity ?? 0]),
  );
}

export const locationOf = (service: {locationId: string | null}): string => {
  if (service.locationId === null) throw new Error('It has no location.');
  return service.locationId;
};

export function begin(world: World, serviceId: string, input: RemovalInput): Promise<Removal> {
  return beginRemoval(world.ctx, world.shop, serviceId, input, 'user:1');
}

/** Carries removals on, with the courier beside them as a worker has it, until this one waits for a person or is over. */
export async function finish(world: World, serviceId: string, ms = 30_000): Promise<Removal> {
  return until(
    'the removal to end',
    async () => {
      await runRemovals(world.ctx, world.shop, () => world.drain());
      await world.drain();
      const removal = await readRemoval(world.ctx, world.shop, serviceId);
      return removal && ['done', 'attention', 'cancelled'].includes(removal.status) && removal;
    },
    ms,
  );
}

/** Whether Shopify still has a service of this name. */
export async function isInShopify(world: World, name: string): Promise<boolean> {
  const {shop} = await world.outside.graphql<{shop: {fulfillmentServices: {serviceName: string}[]}}>(
    '{ shop { fulfillmentServices { serviceName } } }',
  );
  return shop.fulfillmentServices.some(({serviceName}) => serviceName === name);
}
