/** The sandbox's admin: pages that look and behave enough like Shopify's to run the built extensions and the app's home page. */
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {buildExtensions} from './extensions/build.ts';
import {assets} from './routes/assets.ts';
import {calls} from './routes/calls.ts';
import {pages} from './routes/pages.ts';
import {openShop, type ShopAccess} from './shop/ask.ts';

export interface AdminOptions {
  /** Default 0: any free port. */
  port?: number;
  shopifyUrl: string;
  postmarkUrl: string;
  appUrl: string;
  shop: string;
}

/** What the routes work with. */
export interface Admin extends AdminOptions {
  access: ShopAccess;
}

/** One request; `null` from a route says that it is not its own. */
export interface Call {
  admin: Admin;
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
}
export type Route = (call: Call) => Promise<void> | null;

const routes: Route[] = [assets, calls, pages];

/** Starts the admin on 127.0.0.1. */
export async function startAdmin(options: AdminOptions): Promise<{url: string; close(): Promise<void>}> {
  const admin: Admin = {...options, access: openShop(options.shopifyUrl, options.shop)};
  const server = createServer((request, response) => void answer(admin, request, response));
  const url = await listen(server, options.port ?? 0);
  // So that the first page need not wait for it; what goes wrong is shown there.
  void buildExtensions().catch(() => undefined);
  return {
    url,
    close: () => stop(server),
  };
}

async function answer(admin: Admin, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  try {
    for (const route of routes) {
      const handled = route({admin, request, response, url});
      if (handled) return await handled;
    }
  } catch (error) {
    if (!response.headersSent) response.writeHead(500, {'Content-Type': 'text/plain; charset=utf-8'});
    response.end(error instanceof Error ? error.message : String(error));
  }
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
