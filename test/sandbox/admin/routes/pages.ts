/** The admin's pages by their addresses. */
import {readBody, sendHtml} from '../../postmark/http.ts';
import {html} from '../../postmark/inbox/html.ts';
import type {PageData} from '../client/shared/pageData.ts';
import {buildExtensions} from '../extensions/build.ts';
import {findExtensions} from '../extensions/find.ts';
import type {Call, Route} from '../index.ts';
import {createOrder, createProduct, newOrderPage, newProductPage} from '../pages/forms.ts';
import {homePage} from '../pages/home.ts';
import {layout} from '../pages/layout.ts';
import {orderPage} from '../pages/order.ts';
import {ordersPage} from '../pages/orders.ts';
import {heading, type Asked, type Page} from '../pages/page.ts';
import {productPage, productsPage, variantPage} from '../pages/products.ts';
import {isLanguage, wordsOf, type Language} from '../words.ts';

type Handler = (asked: Asked, call: Call, parts: string[]) => Promise<Page | string | null>;

/** `GET` answers with a page, `POST` with the address to go to. */
const handlers: [method: string, path: RegExp, handler: Handler][] = [
  ['GET', /^\/$/, async () => '/orders'],
  ['GET', /^\/orders$/, ordersPage],
  ['GET', /^\/orders\/new$/, newOrderPage],
  ['POST', /^\/orders$/, async (asked, call) => createOrder(asked, await form(call))],
  ['GET', /^\/orders\/(\d+)$/, (asked, _call, [number = '']) => orderPage(asked, number)],
  ['GET', /^\/products$/, productsPage],
  ['GET', /^\/products\/new$/, newProductPage],
  ['POST', /^\/products$/, async (asked, call) => createProduct(asked, await form(call))],
  ['GET', /^\/products\/(\d+)$/, (asked, _call, [number = '']) => productPage(asked, number)],
  [
    'GET',
    /^\/products\/(\d+)\/variants\/(\d+)$/,
    (asked, _call, [product = '', number = '']) => variantPage(asked, product, number),
  ],
  [
    'GET',
    /^\/app(\/.*)?$/,
    async (asked, call, [path = '']) => homePage(await homeUrl(call, asked.language, path), appName),
  ],
];

export const appName = 'Custom Fulfillment Services';
const form = async ({request}: Call) => new URLSearchParams(await readBody(request, 1_000_000));

export const pages: Route = (call) => answer(call);

async function answer(call: Call): Promise<void> {
  const {admin, request, response, url} = call;
  const language = languageOf(call);
  const words = wordsOf(language);
  const asked: Asked = {shop: admin.access, url, language, words};
  let page: Page;
  try {
    const found = await find(asked, call);
    if (typeof found === 'string') {
      response.writeHead(303, {Location: found});
      response.end();
      return;
    }
    page = found ?? {status: 404, title: words.notFound, under: null, content: heading(words.notFound, {})};
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    page = {
      status: request.method === 'POST' ? 422 : 502,
      title: words.failed,
      under: null,
      content: html`${heading(words.failed, {back: {href: request.headers.referer ?? '/orders', label: words.back}})}
        <p class="card problem" role="alert">${text}</p>`,
    };
  }
  const around = {
    shopName: await shopName(call),
    appName,
    inboxUrl: `${admin.postmarkUrl}/inbox`,
    language,
    words,
    url,
    data: await dataOf(call, page, language),
  };
  sendHtml(response, page.status ?? 200, layout(page, around), {
    'Cache-Control': 'no-store',
    'Set-Cookie': `admin-language=${language}; Path=/; SameSite=Lax`,
  });
}

async function find(asked: Asked, call: Call): Promise<Page | string | null> {
  for (const [method, path, handler] of handlers) {
    const match = path.exec(call.url.pathname);
    if (match && method === (call.request.method === 'HEAD' ? 'GET' : call.request.method)) {
      return handler(asked, call, match.slice(1));
    }
  }
  return null;
}

/** `?lang=` decides, and is remembered. */
function languageOf({request, url}: Call): Language {
  const wanted = url.searchParams.get('lang');
  const remembered = /(?:^|;\s*)admin-language=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  if (isLanguage(wanted)) return wanted;
  return isLanguage(remembered) ? remembered : 'en';
}

async function shopName({admin}: Call): Promise<string> {
  try {
    return (await admin.access.ask<{shop: {name: string}}>('query SandboxShop { shop { name } }')).shop.name;
  } catch {
    return admin.shop;
  }
}

/** Shopify: the app is opened with the shop, the admin's host, and a session token. */
async function homeUrl({admin, url}: Call, language: Language, path: string): Promise<string> {
  const to = new URL(path || '/', admin.appUrl);
  for (const [name, value] of url.searchParams) if (name !== 'lang') to.searchParams.append(name, value);
  const handle = admin.shop.replace(/\.myshopify\.com$/, '');
  to.searchParams.set('embedded', '1');
  to.searchParams.set('host', Buffer.from(`admin.shopify.com/store/${handle}`).toString('base64url'));
  to.searchParams.set('id_token', await admin.access.sessionToken());
  to.searchParams.set('locale', language);
  to.searchParams.set('shop', admin.shop);
  return to.href;
}

async function dataOf({admin}: Call, {kind, id}: Page, language: Language): Promise<PageData> {
  const words = wordsOf(language);
  const {
    close,
    loading,
    nothingToDo,
    extensionFailed,
    printPreview,
    nothingToPrint,
    print,
    cancel,
    done,
    search,
    selected,
  } = words;
  const data: PageData = {
    kind: kind ?? null,
    id: id ?? null,
    language,
    appUrl: admin.appUrl,
    extensions: [],
    problem: null,
    words: {
      close,
      loading,
      nothingToDo,
      extensionFailed,
      printPreview,
      nothingToPrint,
      print,
      cancel,
      done,
      search,
      selected,
    },
  };
  if (!kind) return data;
  try {
    await buildExtensions();
    const found = await findExtensions(language);
    data.extensions = found.map(({handle, name, apiVersion, targets, messages, defaultMessages}) => ({
      handle,
      name,
      apiVersion,
      targets,
      messages,
      defaultMessages,
    }));
  } catch (error) {
    data.problem = error instanceof Error ? error.message : String(error);
  }
  return data;
}
