/** Items of an open request that are deleted or unstocked in Shopify meanwhile: the order keeps its lines, and so does the email. */
import {afterAll, beforeAll, expect, it} from 'vitest';
import {createRequests} from '../../../core/requests/create.ts';
import {createWorld, type World} from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function askFor(sku: string) {
  const service = await world.activate();
  const order = await world.order(service.id, [2]);
  const caller = {idempotencyKey: sku, by: 'user:1'};
  await createRequests(world.ctx, world.shop, order.id, {}, caller);
  const {orders} = await world.outside.graphql<{
    orders: {nodes: {id: string; lineItems: {nodes: {title: string; variant: Variant | null}[]}}[]};
  }>(
    '{orders(first: 50) {nodes {id lineItems(first: 1) {nodes {title variant {id product {id} inventoryItem {id}}}}}}}',
  );
  const line = orders.nodes.find(({id}) => id === order.id)?.lineItems.nodes[0];
  return {service, order, title: line?.title ?? '', variant: line?.variant};
}

interface Variant {
  id: string;
  product: {id: string};
  inventoryItem: {id: string};
}

const emailTo = async (address: string | null) => (await world.outside.inbox()).filter(({To}) => To === address);

it('sends what was asked for of a product that was deleted, by the title it has in the order', async () => {
  const {service, order, title, variant} = await askFor('deleted');
  await world.outside.graphql('mutation ($id: ID!) { productDelete(input: {id: $id}) { userErrors { message } } }', {
    id: variant?.product.id,
  });
  await world.drain();
  const emails = await emailTo(service.email);
  expect(emails).toHaveLength(1);
  expect(emails[0]?.TextBody).toContain(title);
  expect(await order.read()).toMatchObject({requests: [{status: 'fulfilled'}]});
});

it('sends what was asked for of an item that is not stocked at the service any more', async () => {
  const {service, order, title, variant} = await askFor('unstocked');
  const {location} = await world.outside.control<{location: {id: string}}>('locations', {name: 'Elsewhere'});
  const {inventoryBulkToggleActivation} = await world.outside.graphql<{
    inventoryBulkToggleActivation: {userErrors: unknown[]};
  }>(
    'mutation ($item: ID!, $updates: [InventoryBulkToggleActivationInput!]!) { inventoryBulkToggleActivation(inventoryItemId: $item, inventoryItemUpdates: $updates) { userErrors { message } } }',
    {
      item: variant?.inventoryItem.id,
      updates: [
        {locationId: location.id, activate: true},
        {locationId: service.locationId, activate: false},
      ],
    },
  );
  expect(inventoryBulkToggleActivation.userErrors).toEqual([]);
  await world.drain();
  const emails = await emailTo(service.email);
  expect(emails).toHaveLength(1);
  expect(emails[0]?.TextBody).toContain(title);
  expect(await order.read()).toMatchObject({requests: [{status: 'fulfilled'}]});
});
