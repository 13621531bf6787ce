/** The stand-in for App Bridge, by a page made for the test: tokens, toast, save bar, navigation between the app and the admin. */
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Browser} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, expect, test} from 'vitest';
import {startAdmin} from '../sandbox/admin/index.ts';
import {startShopify} from '../sandbox/shopify/server.ts';
import {openAdmin, type AdminPage} from '../support/adminPage.ts';
import {launchBrowser} from '../support/browser.ts';

const shop = 'app-bridge.myshopify.com';
let browser: Browser;
let app: Server;
let shopify: Awaited<ReturnType<typeof startShopify>>;
let admin: Awaited<ReturnType<typeof startAdmin>>;
let host: AdminPage;
/** Tokens that came with calls of the API, and how many of the next calls find theirs stale. */
const seen: string[] = [];
let stale = 0;

const appPage = (adminUrl: string) => `<!doctype html><html lang="en"><head><title>Test app</title>
  <meta name="shopify-api-key" content="key"><script src="${adminUrl}/stand-ins/app-bridge.js"></script><script src="${adminUrl}/stand-ins/polaris.js"></script></head>
  <body><s-app-nav><s-link href="/" rel="home">Home</s-link><s-link href="/activity">Activity</s-link></s-app-nav>
  <h1></h1><script>document.querySelector('h1').textContent = location.pathname;</script>
  <a href="shopify://admin/products">Products</a><button onclick="shopify.toast.show('Saved')">Toast</button>
  <form data-save-bar onsubmit="event.preventDefault(); document.querySelector('output').textContent = 'saved ' + new FormData(event.target).get('name');">
    <s-text-field label="Name" name="name" value="Ann"></s-text-field></form>
  <ui-save-bar id="own"><button variant="primary" onclick="document.querySelector('output').textContent = 'own saved'">Save</button><button>Discard</button></ui-save-bar>
  <output></output></body></html>`;

beforeAll(async () => {
  browser = await launchBrowser();
  app = createServer((request, response) => {
    if (request.url?.startsWith('/api/')) {
      seen.push(request.headers.authorization ?? '');
      const refused = stale-- > 0;
      response.writeHead(refused ? 401 : 200, refused ? {'X-Shopify-Retry-Invalid-Session-Request': '1'} : {});
      response.end('{}');
      return;
    }
    response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8'});
    response.end(appPage(admin.url));
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  shopify = await startShopify({apiKey: 'key', apiSecret: 'secret', appUrl, webhookRetryMs: []});
  admin = await startAdmin({shopifyUrl: shopify.url, postmarkUrl: 'http://127.0.0.1:2', appUrl, shop});
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([admin?.close(), shopify?.close()]);
  app?.close();
});
beforeEach(async () => {
  seen.length = 0;
  stale = 0;
  host = await openAdmin(browser, {admin: admin.url, postmark: 'http://127.0.0.1:2'});
  await host.openHome();
  await host.home().getByLabel('Name').waitFor();
});
afterEach(() => host.close());

const inApp = (script: string) => host.home().locator('body').evaluate(script);

test('a call carries a session token, and is made once more with a new one where that was stale', async () => {
  stale = 1;
  expect(await inApp(`fetch('/api/x').then(({status}) => status)`)).toBe(200);
  expect(seen).toHaveLength(2);
  expect(seen[0]).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
  expect(seen[1]).not.toBe(seen[0]);
  expect(await inApp('shopify.config')).toMatchObject({apiKey: 'key', shop, locale: 'en'});
});

test('a toast shows in the admin', async () => {
  await host.home().getByRole('button', {name: 'Toast'}).click();
  const toast = host.page.getByRole('status').getByText('Saved');
  await toast.waitFor();
  await inApp('shopify.toast.hide()');
  await expect.poll(() => toast.count()).toBe(0);
});

test('a form with a save bar is saved, and undone, from the bar', async () => {
  const bar = host.page.getByRole('region', {name: 'Unsaved changes'});
  await host.home().getByLabel('Name').fill('Bo');
  await bar.getByRole('button', {name: 'Save'}).click();
  await host.home().getByText('saved Bo').waitFor();
  await bar.waitFor({state: 'hidden'});
  await host.home().getByLabel('Name').fill('Cleo');
  await bar.getByRole('button', {name: 'Discard'}).click();
  await bar.waitFor({state: 'hidden'});
  expect(await host.home().getByLabel('Name').inputValue()).toBe('Ann');
});

test('a save bar of the page’s own is shown, pressed and hidden by its id', async () => {
  const bar = host.page.getByRole('region', {name: 'Unsaved changes'});
  await inApp(`shopify.saveBar.show('own')`);
  await bar.getByRole('button', {name: 'Save'}).click();
  await host.home().getByText('own saved').waitFor();
  await inApp(`shopify.saveBar.hide('own')`);
  await expect.poll(() => bar.isVisible()).toBe(false);
});

test('the app’s navigation stands in the admin, whose address follows the app’s', async () => {
  const navigation = host.page.getByRole('navigation', {name: 'Navigation'});
  await navigation.getByRole('link', {name: 'Activity'}).click();
  await host.home().getByRole('heading', {name: '/activity'}).waitFor();
  await expect.poll(() => new URL(host.page.url()).pathname).toBe('/app/activity');
  await host.page.reload();
  await host.home().getByRole('heading', {name: '/activity'}).waitFor();
});

test('a link into the admin leaves the app', async () => {
  await host.home().getByRole('link', {name: 'Products'}).click();
  await host.page.getByRole('heading', {name: 'Products', exact: true}).waitFor();
  expect(new URL(host.page.url()).pathname).toBe('/products');
});
