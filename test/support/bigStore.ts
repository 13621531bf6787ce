/** A store as a removal finds it: thousands of items and of open fulfillment orders at one service, in every state they can be in.
 * 10,000 items and 2,000 fulfillment orders took 3 s to build, a snapshot 0.1 s, on two cores that others used too. */
import {adminCaller, type AdminCaller} from './adminCaller.ts';
import {inState, type OpenState} from './bigStoreStates.ts';
import type {SandboxClient} from './sandboxClient.ts';

export interface BigStoreOptions {
  items: number;
  /** Open fulfillment orders at the service's location, before one of them is split. */
  fulfillmentOrders: number;
  /** The service's location. */
  locationId: string;
  /** Where everything will go: some of it is there already. */
  destinationId: string;
  /** States that are left out: what the app counts as a blocker, for instance. */
  without?: readonly OpenState[];
}

export interface BigStore {
  /** Orders by the state in which their fulfillment order at the service is. */
  orders: Record<OpenState, string[]>;
  /** Orders that have an open fulfillment order at the destination too. */
  ordersAtDestination: string[];
  /** The order with two fulfillment orders at the service. */
  splitOrder: string | null;
  itemIds: string[];
  /** In the same order. */
  variantIds: string[];
}

interface MadeVariant {
  id: string;
  inventoryItemId: string;
}

const variantsPerProduct = 4;
/** Of a hundred items; each lot by its own remainder, so that they overlap in some items and not in others. */
const isUntracked = (index: number): boolean => index % 5 === 0;
const isSold = (index: number): boolean => index % 20 === 1 || index % 20 === 5;
const isAtHomeToo = (index: number): boolean => index % 10 === 3;
const isAtDestinationToo = (index: number): boolean => index % 20 === 11;
const isOversold = (index: number): boolean => index % 100 === 37;
const otherStates = ['damaged', 'quality_control', 'reserved', 'safety_stock', 'incoming'];

const states: readonly OpenState[] = [
  'UNSUBMITTED',
  'SUBMITTED',
  'ACCEPTED',
  'REJECTED',
  'CANCELLATION_REQUESTED',
  'CANCELLATION_REJECTED',
  'CLOSED',
  'ON_HOLD',
  'PARTLY_FULFILLED',
  'PARTLY_FULFILLED_ACCEPTED',
  'PARTLY_FULFILLED_CLOSED',
];

const address = {firstName: 'Anna', lastName: 'Larsson', address1: 'Storgatan 5', city: 'Malmö', countryCode: 'SE'};

/** Builds the store around a service that exists. */
export async function buildBigStore(client: SandboxClient, options: BigStoreOptions): Promise<BigStore> {
  const {locationId, destinationId} = options;
  const plan = await client.control<{restoreRate: number; maximumAvailable: number}>('plan', {});
  await client.control('plan', {restoreRate: 1e9, maximumAvailable: 1e9});
  const callers = {outside: await adminCaller(client, 'outside'), app: await adminCaller(client, 'app')};

  const variants = await addItems(client, callers.outside, options);
  const destinationOnly = await addDestinationItem(client, destinationId);
  // One of the tracked items that are sold has 5 % of all; of the untracked ones as many sell, which commits nothing.
  const sold = variants.filter((_variant, index) => isSold(index));
  const wanted = states.filter((state) => !options.without?.includes(state));
  const bodies = Array.from({length: options.fulfillmentOrders}, (_each, index) => ({
    lineItems: [
      ...[0, 1].slice(0, 1 + (index % 2)).map((line) => ({
        variantId: sold[(index * 2 + line) % sold.length]?.id,
        quantity: 2 + ((index + line) % 2),
      })),
      ...(index % 20 === 7 ? [{variantId: destinationOnly, quantity: 1}] : []),
    ],
    shippingAddress: address,
  }));
  const {orders: made} = await client.control<{orders: {id: string}[]}>('orders', {many: bodies});
  const orders = Object.fromEntries(states.map((state) => [state, []])) as unknown as BigStore['orders'];
  for (const [index, {id}] of made.entries()) {
    const state = wanted[index % wanted.length];
    if (state) orders[state].push(id);
  }
  for (const state of wanted) await inState(callers, state, orders[state], locationId);
  const splitOrder = orders.UNSUBMITTED[0] ?? null;
  if (splitOrder) await inState(callers, 'SPLIT', [splitOrder], locationId);
  await client.control('plan', {...plan, full: true});
  return {
    orders,
    ordersAtDestination: made.filter((_order, index) => index % 20 === 7).map(({id}) => id),
    splitOrder,
    itemIds: variants.map(({inventoryItemId}) => inventoryItemId),
    variantIds: variants.map(({id}) => id),
  };
}

/** Every item is stocked at the service; some are elsewhere too, some have units that are neither available nor committed. */
async function addItems(
  client: SandboxClient,
  call: AdminCaller,
  {items, locationId, destinationId}: BigStoreOptions,
): Promise<MadeVariant[]> {
  const {location} = await call<{location: {id: string}}>('{ location { id } }', {});
  const variant = (index: number) => ({
    title: `Size ${index % variantsPerProduct}`,
    sku: `BIG-${index}`,
    price: '10.00',
    tracked: !isUntracked(index),
    inventory: [
      {locationId, available: isOversold(index) ? -3 : isSold(index) ? 100 + (index % 50) : index % 7},
      ...(isAtHomeToo(index) ? [{locationId: location.id, available: 4}] : []),
      ...(isAtDestinationToo(index) ? [{locationId: destinationId, available: 6}] : []),
    ],
  });
  const many = Array.from({length: Math.ceil(items / variantsPerProduct)}, (_each, product) => ({
    title: `Big product ${product}`,
    variants: Array.from({length: Math.min(variantsPerProduct, items - product * variantsPerProduct)}, (_one, at) =>
      variant(product * variantsPerProduct + at),
    ),
  }));
  const made = await client.control<{products: {variants: MadeVariant[]}[]}>('products', {many});
  const variants = made.products.flatMap((product) => product.variants);
  for (const [at, name] of otherStates.entries()) {
    const changes = variants
      .filter((_variant, index) => index % 100 === 41 + at)
      .map(({inventoryItemId}) => ({
        inventoryItemId,
        locationId,
        delta: 3,
        changeFromQuantity: null,
        ledgerDocumentUri: 'gid://big-store/Ledger/1',
      }));
    if (changes.length === 0) continue;
    await call(
      `mutation($input: InventoryAdjustQuantitiesInput!, $key: String!) {
        inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
      {input: {name, reason: 'other', changes}, key: `big-store-${name}`},
    );
  }
  return variants;
}

/** A variant that is at the destination alone, so that an order with it has a fulfillment order there. */
async function addDestinationItem(client: SandboxClient, destinationId: string): Promise<string> {
  const {product} = await client.control<{product: {variants: MadeVariant[]}}>('products', {
    title: 'At the destination',
    variants: [{sku: 'BIG-DESTINATION', inventory: [{locationId: destinationId, available: 100_000}]}],
  });
  return product.variants[0]?.id ?? '';
}
