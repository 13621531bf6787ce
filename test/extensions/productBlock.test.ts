/** The product page's block: who ships each variant, choosing, saving and undoing. */
import {afterEach, expect, test} from 'vitest';
import {isOn} from './support/host.ts';
import {
  at,
  bangkok,
  nordic,
  openBlock,
  pressSave,
  robots,
  service,
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

const three = () => [variant(1, 'Red'), variant(2, 'Green', at(nordic, 12)), variant(3, 'Blue', at(nordic, null))];

test('one for all first, then each variant with its service and its stock at each place', async () => {
  using block = await openBlock(await shopOf(three()));
  expect(block.text()).toContain('Loading the fulfillment services');
  await block.shows('Red');
  const selects = block.all('s-select').map((one) => one.getAttribute('label'));
  expect(selects).toEqual([
    'Fulfilled by, for all 3 variants',
    'Fulfilled by, for Red',
    'Fulfilled by, for Green',
    'Fulfilled by, for Blue',
  ]);
  // They differ: the one for all shows its placeholder.
  expect(block.value('Fulfilled by, for all 3 variants')).toBe('');
  expect(block.value('Fulfilled by, for Red')).toBe('none');
  expect(block.value('Fulfilled by, for Green')).toBe(nordic.id);
  expect(block.text()).toContain('Main street: 5 available');
  expect(block.text()).toContain('Nordic Warehouse: 12 available');
  expect(block.text()).toContain('Nordic Warehouse: not tracked');
  expect(isOn(block.find('s-button', 'Save'), 'disabled')).toBe(true);
  expect(isOn(block.find('s-button', 'Undo'), 'disabled')).toBe(true);
});

test('saves exactly the variants that changed', async () => {
  const shop = await shopOf(three());
  using block = await openBlock(shop);
  await block.shows('Red');
  block.type('Fulfilled by, for Red', bangkok.id);
  block.type('Fulfilled by, for Green', bangkok.id);
  block.type('Fulfilled by, for Green', nordic.id);
  await block.shows('1 variant changed');
  await pressSave(block);
  await block.shows('Saved');
  expect(shop.saved).toEqual([{assignments: [{variantId: variantGid(1), serviceId: bangkok.id}]}]);
  expect(block.value('Fulfilled by, for Red')).toBe(bangkok.id);
  expect(block.text()).toContain('Bangkok Depot: 0 available');
  expect(isOn(block.find('s-button', 'Save'), 'disabled')).toBe(true);
});

test('one choice for all variants', async () => {
  const shop = await shopOf(three());
  using block = await openBlock(shop);
  await block.shows('Red');
  block.type('Fulfilled by, for all 3 variants', nordic.id);
  await block.shows('1 variant changed');
  expect(block.value('Fulfilled by, for Red')).toBe(nordic.id);
  await pressSave(block);
  await block.shows('Saved');
  expect(shop.saved[0]?.assignments).toEqual([{variantId: variantGid(1), serviceId: nordic.id}]);
});

test('undo brings back what is saved, and sends nothing', async () => {
  const shop = await shopOf(three());
  using block = await openBlock(shop);
  await block.shows('Red');
  block.type('Fulfilled by, for all 3 variants', bangkok.id);
  await block.shows('3 variants changed');
  block.click('Undo');
  await expect.poll(() => block.text()).not.toContain('variants changed');
  expect(block.value('Fulfilled by, for Red')).toBe('none');
  expect(block.value('Fulfilled by, for Green')).toBe(nordic.id);
  expect(block.value('Fulfilled by, for all 3 variants')).toBe('');
  expect(shop.saved).toEqual([]);
});

test('a product without options has one dropdown, by its plain name', async () => {
  const shop = await shopOf([variant(1, 'Default Title')]);
  using block = await openBlock(shop);
  await block.shows('Stocked at');
  expect(block.all('s-select').map((one) => one.getAttribute('label'))).toEqual(['Fulfilled by']);
  expect(block.text()).not.toContain('Default Title');
  block.type('Fulfilled by', nordic.id);
  await pressSave(block);
  await block.shows('Saved');
  expect(shop.saved).toEqual([{assignments: [{variantId: variantGid(1), serviceId: nordic.id}]}]);
});

test('a hundred variants: ten to a page, found by search, and all changed by the one control', async () => {
  const shop = await shopOf(Array.from({length: 100}, (_, index) => variant(index + 1, `Size ${index + 1}`)));
  using block = await openBlock(shop);
  await block.shows('Page 1 of 10');
  expect(block.all('s-select')).toHaveLength(11);
  block.type('Fulfilled by, for Size 2', nordic.id);
  block.click('Next');
  await block.shows('Page 2 of 10');
  expect(block.text()).toContain('1 variant changed');
  expect(block.value('Fulfilled by, for Size 11')).toBe('none');
  block.type('Search variants', 'sku-77');
  await expect.poll(() => block.all('s-select').length).toBe(2);
  expect(block.value('Fulfilled by, for Size 77')).toBe('none');
  block.type('Fulfilled by, for all 100 variants', bangkok.id);
  await block.shows('100 variants changed');
  await pressSave(block);
  await block.shows('Saved');
  expect(shop.saved[0]?.assignments).toHaveLength(100);
});

test('services of other apps are shown as such, left alone by the one for all, and changed there or by choice', async () => {
  const elsewhere = {otherService: {id: robots.id, name: robots.name}};
  const variants = [variant(1, 'Red', {...at(robots, 4), serviceId: null, ...elsewhere}), variant(2, 'Green')];
  const shop = await shopOf(variants, [nordic, robots]);
  using block = await openBlock(shop);
  await block.shows('Robot Fulfillment belongs to another app: change it in that app.');
  const options = block.all('s-option').map(({textContent}) => textContent);
  expect(options).toContain('Robot Fulfillment (another app)');
  expect(options.filter((one) => one === 'Robot Fulfillment')).toEqual([]);
  expect(block.text()).toContain('1 variant at a service of another app is left as it is.');
  block.type('Fulfilled by, for all 2 variants', nordic.id);
  await block.shows('1 variant changed');
  expect(block.value('Fulfilled by, for Red')).toBe('none');
  block.type('Fulfilled by, for Red', nordic.id);
  await block.shows('It is no longer stocked at Robot Fulfillment, a service of another app.');
});

test('paused services can be chosen and say so; others only where a variant has them', async () => {
  const paused = service(4, 'Paused Place', {status: 'paused'});
  const removing = service(5, 'Leaving Place', {status: 'removing'});
  using block = await openBlock(
    await shopOf([variant(1, 'Red', at(removing)), variant(2, 'Green')], [nordic, paused, removing]),
  );
  await block.shows('Red');
  const options = block
    .all('s-select')
    .map((select) =>
      [...select.querySelectorAll('s-option')].map((one) => `${one.textContent}${isOn(one, 'disabled') ? ' -' : ''}`),
    );
  expect(options[2]).toEqual(['No fulfillment service', 'Nordic Warehouse', 'Paused Place (paused)']);
  expect(options[1]).toEqual([...options[2]!, 'Leaving Place (being removed) -']);
});

test('without a service: what to do, and the way there', async () => {
  using block = await openBlock(await shopOf([variant(1, 'Red')], []));
  await block.shows('No fulfillment service yet');
  expect(block.find('s-button', 'Activate a fulfillment service').getAttribute('href')).toBe('app:services/new');
  expect(block.all('s-select')).toHaveLength(0);
});

test('speaks Thai, without a word of English of its own', async () => {
  using block = await openBlock(await shopOf([variant(1, 'แดง'), variant(2, 'เขียว', {committed: 2})]), 'th');
  await block.shows('แดง');
  block.click('ตัวเลือกเพิ่มเติม');
  block.type('จัดส่งโดย สำหรับตัวเลือกสินค้าทั้ง 2 รายการ', nordic.id);
  await block.shows('ก่อนบันทึก');
  expect(block.text().replaceAll(/Nordic Warehouse|Bangkok Depot|Main street|Shopify|SKU(-\d)?/g, '')).not.toMatch(
    /[A-Za-z]/,
  );
});
