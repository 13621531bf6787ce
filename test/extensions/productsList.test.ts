/** The products list's action: one service for many products, with progress, reasons for what failed, and a way to stop. */
import {afterEach, beforeEach, expect, test} from 'vitest';
import {isOn} from './support/host.ts';
import {
  bangkok,
  cancelJob,
  nordic,
  openProductsAction,
  readJob,
  readServices,
  robots,
  startJob,
  startProduct,
  type ProductShop,
} from './support/products.ts';

const select = 'Fulfilled by, for all variants of 3 products';

let shop: ProductShop;
beforeEach(async () => {
  shop = await startProduct([], [nordic, bangkok, robots]);
});
afterEach(() => shop.close());

/** Up to where the job runs. */
async function assigning(count = 3) {
  const action = await openProductsAction(shop, count);
  await action.shows(select);
  action.type(select, nordic.id);
  await expect.poll(() => isOn(action.primary(), 'disabled')).toBe(false);
  action.click('Assign 3 products');
  await action.shows('Assigning');
  return action;
}

test('offers the services of this app, and waits for a choice', async () => {
  using action = await openProductsAction(shop, 3);
  expect(action.text()).toContain('Loading the fulfillment services');
  await action.shows(select);
  expect(action.all('s-option').map(({textContent}) => textContent)).toEqual([
    'Nordic Warehouse',
    'Bangkok Depot',
    'No fulfillment service',
  ]);
  expect(isOn(action.primary(), 'disabled')).toBe(true);
  const button = action.primary();
  action.type(select, nordic.id);
  await action.shows('Available stock is not moved');
  // What has the focus stays.
  expect(action.primary()).toBe(button);
  expect(isOn(action.primary(), 'disabled')).toBe(false);
});

test('starts the job once, shows its progress, and its end', async () => {
  using action = await assigning();
  expect(shop.started).toEqual([
    {
      body: {productIds: [1, 2, 3].map((number) => `gid://shopify/Product/${number}`), serviceId: nordic.id},
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
    },
  ]);
  expect(action.text()).toContain('Counting the variants');
  Object.assign(shop.job, {status: 'running', total: 9, done: 4});
  await action.shows('4 of 9 variants done');
  expect(action.all('s-spinner')).toHaveLength(1);
  Object.assign(shop.job, {status: 'done', done: 9});
  await action.shows('9 of 9 variants done');
  expect(action.text()).toContain('All selected products are assigned.');
  expect(action.all('s-spinner')).toHaveLength(0);
  expect(action.has('s-button', 'Cancel the rest')).toBe(false);
  const reads = shop.to(readJob).length;
  action.click('Close');
  expect(action.closed()).toBe(1);
  expect(shop.to(readJob)).toHaveLength(reads);
});

test('keeping elsewhere and moving the stock go along when chosen; no service is a choice, too', async () => {
  using action = await openProductsAction(shop, 3);
  await action.shows(select);
  action.type(select, 'none');
  await action.shows('Variants that are nowhere else go to your shop’s main location');
  action.click('More choices');
  await action.shows('Move the available stock to the new location');
  action.check('Move the available stock to the new location', true);
  action.check('Keep them stocked at their other locations, too', true);
  action.click('Assign 3 products');
  await action.shows('Assigning');
  expect(shop.started[0]?.body).toMatchObject({serviceId: null, keepElsewhere: true, moveStock: true});
});

test('what failed is listed by reason with its variants; codes it does not know speak for themselves', async () => {
  using action = await assigning();
  Object.assign(shop.job, {
    status: 'done',
    total: 5,
    done: 5,
    failed: [
      {variantId: '1', title: 'Mug, Red', code: 'last_location', message: 'Last.'},
      {variantId: '2', title: 'Mug, Blue', code: 'last_location', message: 'Last.'},
      {variantId: '3', title: 'Lamp', code: 'gift_card', message: 'A gift card is not stocked.'},
    ],
  });
  await action.shows('Not everything was assigned');
  expect(action.text()).toContain('3 variants could not be assigned');
  expect(action.text()).toContain('or keep it stocked where it is. Mug, Red, Mug, Blue');
  expect(action.text()).toContain('A gift card is not stocked. Lamp');
});

test('cancels the rest, and says what stays', async () => {
  using action = await assigning();
  Object.assign(shop.job, {status: 'running', total: 9, done: 4});
  await action.shows('4 of 9 variants done');
  action.click('Cancel the rest');
  await action.shows('What was assigned before stays assigned.');
  expect(shop.to(cancelJob).map(({path}) => path)).toEqual(['/api/assignments/41']);
  expect(action.has('s-button', 'Cancel the rest')).toBe(false);
});

test('a cancelling that fails says so, and the job is still followed', async () => {
  using action = await assigning();
  Object.assign(shop.job, {status: 'running', total: 9, done: 4});
  await action.shows('4 of 9 variants done');
  shop.faults[cancelJob] = ['database_unavailable'];
  action.click('Cancel the rest');
  await action.shows('The app cannot reach its database.');
  expect(shop.job.status).toBe('running');
  Object.assign(shop.job, {status: 'done', done: 9});
  await action.shows('All selected products are assigned.');
});

test('a start that breaks off after its effect is repeated with the same key: one job', async () => {
  shop.faults[startJob] = ['cutAfter'];
  using action = await openProductsAction(shop, 3);
  await action.shows(select);
  action.type(select, bangkok.id);
  await expect.poll(() => isOn(action.primary(), 'disabled')).toBe(false);
  action.click('Assign 3 products');
  await action.shows('The products could not be assigned');
  action.click('Assign 3 products');
  await action.shows('Assigning');
  expect(shop.to(startJob)).toHaveLength(2);
  expect(shop.started).toHaveLength(1);
});

test('a job that cannot be read for a while is told, and looked at again on demand', async () => {
  using action = await assigning();
  shop.faults[readJob] = ['cutBefore', 'cutBefore', 'cutBefore'];
  await action.shows('Where the assignment stands could not be read');
  expect(action.text()).toContain('There is no connection to the app.');
  Object.assign(shop.job, {status: 'done', total: 9, done: 9});
  action.click('Check again');
  await action.shows('9 of 9 variants done');
});

test.each([
  ['cutBefore', 'There is no connection to the app.'],
  ['unauthenticated', 'Your session has ended.'],
] as const)('says why the services could not be loaded (%s), and loads on demand', async (fault, sentence) => {
  shop.faults[readServices] = [fault];
  using action = await openProductsAction(shop, 3);
  await action.shows('The fulfillment services could not be loaded');
  expect(action.text()).toContain(sentence);
  action.click('Try again');
  await action.shows(select);
});

test('without a service it says what to do', async () => {
  shop.services = [robots];
  using action = await openProductsAction(shop, 3);
  await action.shows('No fulfillment service yet');
  expect(action.all('s-select')).toHaveLength(0);
});

test('more than 1000 products are too many, and nothing is asked of the app', async () => {
  using action = await openProductsAction(shop, 1001);
  expect(action.text()).toContain('You selected 1,001 products. Up to 1,000 can be assigned at once');
  expect(shop.calls).toEqual([]);
});

test('speaks Thai, without a word of English of its own', async () => {
  using action = await openProductsAction(shop, 3, 'th');
  const label = 'จัดส่งโดย สำหรับตัวเลือกทั้งหมดของสินค้า 3 รายการ';
  await action.shows(label);
  action.type(label, nordic.id);
  action.click('ตัวเลือกเพิ่มเติม');
  await action.shows('ย้ายสต็อก');
  const own = () => action.text().replaceAll(/Nordic Warehouse|Bangkok Depot|Shopify/g, '');
  expect(own()).not.toMatch(/[A-Za-z]/);
  action.click('กำหนดสินค้า 3 รายการ');
  await action.shows('กำลังนับตัวเลือกสินค้า');
  expect(own()).not.toMatch(/[A-Za-z]/);
});
