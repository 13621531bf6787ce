/** The service's page in a browser: a telephone's width, without JavaScript, by keyboard, in several languages. */
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {createRequests} from '../../core/requests/create.ts';
import type {ServiceInput} from '../../core/wire.ts';
import {expectAccessible} from '../support/axe.ts';
import {launchBrowser} from '../support/browser.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([createShop(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

async function emailed(input: Partial<ServiceInput>) {
  const service = await shop.activate(input);
  const order = await shop.order(service.id, [2, 1]);
  await createRequests(shop.ctx, shop.shop, order.id, {}, {idempotencyKey: order.id, by: 'user:1'});
  await shop.drain();
  const email = (await shop.outside.inbox()).find(({To}) => To === service.email);
  return {order, url: /http:\/\/127\.0\.0\.1:\d+\/r\/[\w.-]+/.exec(email?.TextBody ?? '')?.[0] ?? ''};
}

const open = async (url: string, scheme: 'light' | 'dark' = 'light') => {
  const page = await browser.newPage({
    viewport: {width: 375, height: 740},
    javaScriptEnabled: false,
    colorScheme: scheme,
  });
  await page.goto(url);
  return page;
};

it('is confirmed by keyboard, without JavaScript', async () => {
  const {url, order} = await emailed({fulfillOn: 'confirmation'});
  const page = await open(url);
  await page.getByLabel('Tracking number').focus();
  await page.keyboard.type('JD 42');
  await page.keyboard.press('Tab');
  await page.keyboard.type('DHL');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('You confirmed this request on').waitFor();
  expect(page.url()).toBe(url);
  await shop.drain();
  const {order: after} = await shop.outside.graphql<{order: {fulfillments: {trackingInfo: unknown[]}[]}}>(
    'query ($id: ID!) { order(id: $id) { fulfillments(first: 1) { trackingInfo { number company } } } }',
    {id: order.id},
  );
  expect(after.fulfillments).toEqual([{trackingInfo: [{number: 'JD 42', company: 'DHL'}]}]);
  await page.close();
});

it('is declined; a forgotten reason is said beside its field, and nothing is lost', async () => {
  const {url} = await emailed({fulfillOn: 'confirmation'});
  const page = await open(url);
  await page.getByText('You cannot ship this?').click();
  await page.getByLabel('Reason').fill('   ');
  await page.getByRole('button', {name: 'Decline'}).click();
  await page.getByText('Enter a reason.').waitFor();
  expect(await page.getByLabel('Reason').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Reason').fill('Out of stock');
  await page.getByRole('button', {name: 'Decline'}).click();
  await page.getByText('You declined this request on').waitFor();
  await page.close();
});

it.each(['en', 'th', 'ar', 'de'])('fits a telephone in %s, light and dark', async (locale) => {
  const {url} = await emailed({locale, fulfillOn: 'confirmation'});
  for (const scheme of ['light', 'dark'] as const) {
    const page = await open(url, scheme);
    const {width} = (await page.locator('html').boundingBox()) ?? {width: 0};
    expect(width).toBeLessThanOrEqual(375);
    const wide = await page.locator('input, textarea, button, table.card').all();
    for (const element of wide) {
      const box = await element.boundingBox();
      if (!box) continue;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(376);
    }
    const shots = process.env['SCREENSHOTS'];
    if (shots) await page.screenshot({path: `${shots}/respond-${locale}-${scheme}.png`, fullPage: true});
    await page.close();
  }
});

it('has no serious fault by axe, nor have the packing slips', async () => {
  const {url, order} = await emailed({fulfillOn: 'confirmation', locale: 'th'});
  const path = `/api/orders/${order.id.split('/').at(-1)}/packing-slip-link`;
  const slips = (await shop.client.api<{url: string}>('POST', path, {})).url;
  const page = await browser.newPage({viewport: {width: 800, height: 1100}});
  for (const one of [url, `${shop.url}/r/preview`, `${shop.url}/r/nonsense`, slips]) {
    await page.goto(one);
    await expectAccessible(page);
  }
  const shots = process.env['SCREENSHOTS'];
  if (shots) await page.screenshot({path: `${shots}/packing-slip.png`});
  await page.close();
});
