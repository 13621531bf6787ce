/** The host of extensions, by an extension made for the test: what `shopify` gives, how the frame is kept apart, how it ends. */
import type {Browser, FrameLocator} from 'playwright-core';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {startAdmin} from '../sandbox/admin/index.ts';
import {startShopify} from '../sandbox/shopify/server.ts';
import {openAdmin, type AdminPage, type Language} from '../support/adminPage.ts';
import {launchBrowser} from '../support/browser.ts';
import {startEcho, type Echo} from './support/echo.ts';

const shop = 'extension-host.myshopify.com';
let browser: Browser;
let echo: Echo;
let shopify: Awaited<ReturnType<typeof startShopify>>;
let admin: Awaited<ReturnType<typeof startAdmin>>;
let orderId: string;

beforeAll(async () => {
  [browser, echo] = await Promise.all([launchBrowser(), startEcho()]);
  shopify = await startShopify({apiKey: 'key', apiSecret: 'secret', appUrl: echo.url, webhookRetryMs: []});
  admin = await startAdmin({shopifyUrl: shopify.url, postmarkUrl: 'http://127.0.0.1:2', appUrl: echo.url, shop});
  const response = await fetch(`${shopify.url}/sandbox/orders?shop=${shop}`, {
    method: 'POST',
    body: JSON.stringify({lineItems: [{title: 'Mug', price: '10.00', quantity: 1}]}),
  });
  const {order} = (await response.json()) as {order: {id: string}};
  orderId = order.id;
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([admin?.close(), shopify?.close(), echo?.close()]);
});

const target = 'admin.order-details.action.render';

/** Opens the order page with this as the bundle of its action, in whose callback `script` runs; `show` writes to its page. */
async function openWith(script: string, language: Language = 'en'): Promise<{host: AdminPage; frame: FrameLocator}> {
  const host = await openAdmin(browser, {admin: admin.url, postmark: 'http://127.0.0.1:2'}, {language});
  const show = `const show = (value) => { document.body.innerHTML += '<output>' + JSON.stringify(value).replaceAll('<', '&lt;') + '</output>'; };`;
  const bundle = (of: string, body: string) => ({
    contentType: 'text/javascript',
    body: `shopify.extend('${of}', async () => { ${show} ${body} });`,
  });
  await host.page.route(`**/bundles/orders/${target}.js`, (route) => route.fulfill(bundle(target, script)));
  const condition = target.replace(/render$/, 'should-render');
  await host.page.route(`**/bundles/orders/${condition}.js`, (route) =>
    route.fulfill(bundle(condition, 'return {display: true};')),
  );
  await host.openOrder(orderId);
  return {host, frame: await host.openAction()};
}

const shown = async (frame: FrameLocator): Promise<unknown> =>
  JSON.parse((await frame.locator('output').first().textContent()) ?? '');

test('it is told where it is and what is selected', async () => {
  const {host, frame} = await openWith('show([shopify.extension.target, shopify.data.selected]);');
  expect(await shown(frame)).toEqual([target, [{id: orderId}]]);
  await host.close();
});

test('it has the texts of its language, with values, plural forms and elements among them', async () => {
  const script = `const {i18n} = shopify; show([
    i18n.translate('quantity.of', {number: '2'}), i18n.translate('item.remaining', {count: 1, number: '1'}), i18n.translate('item.remaining', {count: 2, number: '2'}),
    i18n.translate('quantity.of', {number: document.createElement('b')}).length, i18n.formatNumber(1234.5), i18n.formatDate(new Date(0), {timeZone: 'UTC', dateStyle: 'long'})]);`;
  const english = await openWith(script);
  expect(await shown(english.frame)).toEqual([
    'of 2',
    '1 left to fulfill',
    '2 left to fulfill',
    2,
    '1,234.5',
    'January 1, 1970',
  ]);
  await english.host.close();
  const thai = await openWith(script, 'th');
  expect(await shown(thai.frame)).toEqual([
    'จาก 2',
    expect.stringContaining('1'),
    expect.stringContaining('2'),
    2,
    '1,234.5',
    '1 มกราคม 2513',
  ]);
  await thai.host.close();
});

test('its calls reach the app with a fresh session token each, and no other site gets one', async () => {
  const {host, frame} =
    await openWith(`const ask = async (url) => (await (await fetch(url)).json()).authorization ?? null;
    show([await ask('/api/echo'), await ask('/api/echo'), await ask('${echo.otherUrl}/api/echo'), await shopify.auth.idToken()]);`);
  const [first, second, other, token] = (await shown(frame)) as string[];
  expect(first).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
  expect(second).toMatch(/^Bearer /);
  expect(second).not.toBe(first);
  expect(other).toBeNull();
  expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  await host.close();
});

test('it asks the Admin API, keeps what it stores, and cannot reach into the page around it', async () => {
  const {host, frame} = await openWith(`
    const {data} = await shopify.query('query ($id: ID!) { order(id: $id) { name } }', {variables: {id: shopify.data.selected[0].id}});
    const before = await shopify.storage.get('seen'); await shopify.storage.set('seen', {times: 1});
    let reached; try { reached = parent.document.title; } catch (error) { reached = error.name; }
    show([data.order.name, before ?? null, await shopify.storage.get('seen'), reached]);`);
  expect(await shown(frame)).toEqual(['#1001', null, {times: 1}, 'SecurityError']);
  await host.close();
});

test('it picks from a list, and closes itself', async () => {
  const {host, frame} = await openWith(`
    const picker = await shopify.picker({heading: 'Pick', items: [{id: 'a', heading: 'North'}, {id: 'b', heading: 'South'}]});
    show(await picker.selected ?? null); document.body.innerHTML += '<button>Close</button>';
    document.querySelector('button').onclick = () => shopify.close();`);
  const picker = host.page.getByRole('dialog', {name: 'Pick'});
  await picker.getByRole('radio', {name: 'South'}).check();
  await picker.getByRole('button', {name: 'Done'}).click();
  expect(await shown(frame)).toEqual(['b']);
  await frame.getByRole('button', {name: 'Close'}).click();
  await host.modal().waitFor({state: 'detached'});
  await host.close();
});

test('one that fails says so where it stands, and the page goes on', async () => {
  const {host} = await openWith(`throw new Error('No luck');`);
  await host.modal().getByText('There’s a problem with this app’s extension').waitFor();
  expect(host.problems.join()).toContain('No luck');
  await host.closeModal();
  await host.page.getByRole('heading', {name: '#1001'}).waitFor();
  await host.close();
});
