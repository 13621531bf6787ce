/** Starts the Shopify stand-in. */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {readAppConfig} from './appConfig.ts';
import type {Domain} from './contract.ts';
import {createPlatform, type PlatformOptions} from './platform.ts';
import {createRoutes} from './routes.ts';
import {loadAdminSchema} from './schema.ts';

export interface ShopifyOptions extends PlatformOptions {
  /** Default: a free one. */
  port?: number;
  /** Instead of those of shopify.app.toml. */
  scopes?: readonly string[];
  /** Default: the repository's shopify.app.toml. */
  configFile?: string | URL;
  /** Default: `./domain/index.ts`. */
  domain?: Domain;
}

export interface RunningShopify {
  readonly url: string;
  close(): Promise<void>;
}

const defaultConfig = new URL('../../../shopify.app.toml', import.meta.url);

/** Listens on 127.0.0.1 and answers as Shopify would, for any shop.
 * @throws Error if shopify.app.toml cannot be read and no `scopes` are given, or the port is taken. */
export async function startShopify(options: ShopifyOptions): Promise<RunningShopify> {
  const [config, admin, domain] = await Promise.all([
    readAppConfig(options.configFile ?? defaultConfig, options.appUrl, options.scopes),
    loadAdminSchema(),
    options.domain ?? import('./domain/index.ts'),
  ]);
  let url = '';
  const platform = createPlatform(options, config, domain, admin, () => url);
  const routes = createRoutes(platform);
  const server = createServer((request, response) => void routes(request, response));
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const {port} = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  return {
    url,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await Promise.all([closed, platform.close()]);
    },
  };
}
