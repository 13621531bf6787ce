/** The sandbox's start page: what is in the shop, to look at, and where the rest of the sandbox is. It changes nothing. */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {sendHtml} from '../postmark/http.ts';
import type {Html} from '../postmark/inbox/html.ts';
import {
  failureContent,
  layout,
  ordersContent,
  productsContent,
  servicesContent,
  type Frame,
  type Tab,
} from './pages.ts';
import {openStore, type Store} from './store.ts';

export interface AdminOptions {
  /** Default 0: any free port. */
  port?: number;
  shopifyUrl: string;
  postmarkUrl: string;
  appUrl: string;
  shop: string;
}

interface View {
  title: string;
  content(store: Store, after: string | null): Promise<Html>;
}

const views: Record<Tab, View> = {
  '/': {title: 'Orders', content: async (store, after) => ordersContent(await store.orders(after))},
  '/products': {title: 'Products', content: async (store, after) => productsContent(await store.products(after))},
  '/services': {title: 'Fulfillment services', content: async (store) => servicesContent(await store.services())},
};
const isTab = (path: string): path is Tab => path in views;

const headers = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
  'Cache-Control': 'no-store',
};

/** Starts the page on 127.0.0.1. */
export async function startAdmin(options: AdminOptions): Promise<{url: string; close(): Promise<void>}> {
  const server = createServer((request, response) => void answer(options, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(options: AdminOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const frame: Frame = {
    shopName: options.shop,
    shop: options.shop,
    links: [
      {title: 'Inbox', url: `${options.postmarkUrl}/inbox`},
      {title: 'App', url: options.appUrl},
    ],
  };
  const tab = isTab(url.pathname) ? url.pathname : null;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return sendHtml(
      response,
      405,
      layout(frame, tab, 'Not possible', failureContent('This page only shows.')),
      headers,
    );
  }
  if (!tab) {
    return sendHtml(response, 404, layout(frame, null, 'Not found', failureContent('There is no such page.')), headers);
  }
  const view = views[tab];
  const store = openStore(options.shopifyUrl, options.shop);
  try {
    frame.shopName = await store.name();
    const content = await view.content(store, url.searchParams.get('after'));
    return sendHtml(response, 200, layout(frame, tab, view.title, content), headers);
  } catch (error) {
    const text = `The shop could not be asked. ${error instanceof Error ? error.message : String(error)}`;
    return sendHtml(response, 502, layout(frame, tab, view.title, failureContent(text)), headers);
  }
}
