/** The product page's block: what a change means is said before, and what went wrong after; the variant page's block. */
import {afterEach, expect, test} from 'vitest';
import {isOn} from './support/host.ts';
import {
  assign,
  at,
  bangkok,
  nordic,
  openBlock,
  openVariantBlock,
  pressSave,
  productId,
  readAssignments,
  readServices,
  save,
  startProduct,
  variant,
  variantGid,
  type ProductShop,
} from './support/products.ts';

const open: ProductShop[] = [];
async function shopOf(...given: Parameters<typeof startProduct>): Promise<ProductShop> {
  const shop = await startProduct(...given);
  open.push(shop);
  return shop;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((shop) => shop.close()));
});

const busyVariants = () => [
  variant(1, 'Red', {...at(nordic, 12), committed: 3, openRequests: 2}),
  variant(2, 'Green', {committed: 1}),
];

test('says before the save what it means for open orders and for the stock, for the changed variants alone', async () => {
  using block = await openBlock(await shopOf(busyVariants()));
  await block.shows('Red');
  expect(block.text()).not.toContain('Before you save');
  block.type('Fulfilled by, for Red', bangkok.id);
  await block.shows('3 units of open orders stay where they are committed now');
  expect(block.text()).toContain('Before you save');
  expect(block.text()).toContain('2 fulfillment requests under way go on');
  expect(block.text()).toContain('12 available units are not moved');
  block.type('Fulfilled by, for Green', bangkok.id);
  await block.shows('4 units of open orders');
  expect(block.text()).toContain('17 available units are not moved');
});

test('the last location is told in words: what is nowhere else goes to the main location', async () => {
  using block = await openBlock(await shopOf(busyVariants()));
  await block.shows('Red');
  block.type('Fulfilled by, for Red', 'none');
  await block.shows('Shopify needs every variant stocked somewhere: 1 that is nowhere else goes to your shop’s main');
  expect(block.text()).not.toContain('available units are not moved');
});

test('keeping it elsewhere and moving the stock are tucked away, off at first, and sent when chosen', async () => {
  const shop = await shopOf(busyVariants());
  using block = await openBlock(shop);
  await block.shows('Red');
  expect(block.all('s-checkbox')).toHaveLength(0);
  block.click('More choices');
  await block.shows('Move the available stock to the new location');
  expect(block.isChecked('Move the available stock to the new location')).toBe(false);
  block.type('Fulfilled by, for Green', nordic.id);
  await block.shows('5 available units are not moved');
  block.check('Move the available stock to the new location', true);
  block.check('Keep it stocked at its other locations, too', true);
  await expect.poll(() => block.text()).not.toContain('available units are not moved');
  await pressSave(block);
  await block.shows('Saved');
  expect(shop.saved).toEqual([
    {assignments: [{variantId: variantGid(2), serviceId: nordic.id}], keepElsewhere: true, moveStock: true},
  ]);
  expect(block.isChecked('Move the available stock to the new location')).toBe(false);
});

test('a save that fails in part names the variants, keeps what is not done, and finishes on demand', async () => {
  const shop = await shopOf(busyVariants());
  using block = await openBlock(shop);
  await block.shows('Red');
  block.type('Fulfilled by, for all 2 variants', bangkok.id);
  const details = {failed: [{variantId: variantGid(1), code: 'shopify_rejected', message: 'No.'}]};
  shop.faults[save] = [{code: 'shopify_rejected', details}];
  const held = Promise.withResolvers<void>();
  shop.holds[save] = held.promise;
  await pressSave(block);
  block.click('Save');
  await expect.poll(() => isOn(block.find('s-button', 'Save'), 'loading')).toBe(true);
  assign(shop, variantGid(2), bangkok.id);
  held.resolve();
  await block.shows('Not everything was saved');
  expect(block.text()).toContain('Shopify refused the change.');
  expect(block.text()).toContain('Not changed: Red');
  expect(block.text()).toContain('1 variant changed');
  expect(shop.to(save)).toHaveLength(1);
  await pressSave(block);
  await block.shows('Saved');
  expect(shop.saved).toEqual([{assignments: [{variantId: variantGid(1), serviceId: bangkok.id}]}]);
});

test.each([
  ['cutBefore', 'There is no connection to the app. Check your internet connection and try again.'],
  ['last_location', 'Shopify needs each variant stocked in at least one location'],
  ['service_not_active', 'This fulfillment service is not active.'],
] as const)('a save that fails (%s) says why, and keeps what was chosen', async (fault, sentence) => {
  const shop = await shopOf(busyVariants());
  shop.faults[save] = [fault];
  using block = await openBlock(shop);
  await block.shows('Red');
  block.type('Fulfilled by, for Green', nordic.id);
  await pressSave(block);
  await block.shows('Not everything was saved');
  expect(block.text()).toContain(sentence);
  expect(block.value('Fulfilled by, for Green')).toBe(nordic.id);
});

test.each([
  [readServices, 'unauthenticated', 'Your session has ended.'],
  [readAssignments, 'product_not_found', 'This product does not exist in this shop.'],
  [readAssignments, 'cutBefore', 'There is no connection to the app.'],
] as const)('says why it could not be loaded (%s: %s), and loads on demand', async (route, fault, sentence) => {
  const shop = await shopOf(busyVariants());
  shop.faults[route] = [fault];
  using block = await openBlock(shop);
  await block.shows('The fulfillment services could not be loaded');
  expect(block.text()).toContain(sentence);
  block.click('Try again');
  await block.shows('Fulfilled by, for Red');
});

test('the variant page: asks Shopify for the product, shows and saves this variant alone', async () => {
  const shop = await shopOf(busyVariants());
  const asked: unknown[] = [];
  using block = await openVariantBlock(shop, 2, async (variables) => {
    asked.push(variables);
    return {data: {productVariant: {product: {id: productId}}}};
  });
  await block.shows('Main street: 5 available');
  expect(asked).toEqual([{id: variantGid(2)}]);
  expect(block.all('s-select').map((one) => one.getAttribute('label'))).toEqual(['Fulfilled by']);
  block.type('Fulfilled by', bangkok.id);
  await block.shows('1 unit of open orders stays');
  await pressSave(block);
  await block.shows('Saved');
  expect(shop.saved).toEqual([{assignments: [{variantId: variantGid(2), serviceId: bangkok.id}]}]);
  expect(shop.to(save)[0]?.path).toBe('/api/products/7/assignments');
});

test.each([
  [{data: {productVariant: null}}, 'This variant does not exist any more.'],
  [{errors: [{message: 'Throttled', locations: {line: 1, column: '1'}}]}, 'Shopify does not answer.'],
])('the variant page: says why the product is not known', async (answer, sentence) => {
  using block = await openVariantBlock(await shopOf(busyVariants()), 2, () => Promise.resolve(answer));
  await block.shows(sentence);
  expect(block.all('s-select')).toHaveLength(0);
});
