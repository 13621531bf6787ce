/** A shop with everything: the stand-ins, the core, and the web process's app listening; jobs run when a test says so. */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createApp} from '../../../web/app.ts';
import {createBackground} from '../../../web/background.ts';
import type {Enqueue} from '../../../jobs/enqueue.ts';
import {SandboxClient} from '../../support/sandboxClient.ts';
import {createWorld, type World} from '../../support/world.ts';

export interface ShopWithWeb extends World {
  url: string;
  /** The app's API with a fresh session token, and the sandbox's controls. */
  client: SandboxClient;
  /** What was enqueued, in order: the name of the enqueue's method and what it was given. */
  enqueued: {job: string; of: string}[];
  /** Waits until what goes on after an answer has ended. */
  idle(): Promise<void>;
}

/** Starts everything. @param settings over the world's own environment */
export async function createShop(settings: Record<string, string> = {}): Promise<ShopWithWeb> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world = await createWorld({...settings, APP_URL: url});
  const enqueued: ShopWithWeb['enqueued'] = [];
  const note = (job: string) => (of: string) => {
    enqueued.push({job, of});
    return Promise.resolve();
  };
  const enqueue: Enqueue = {deliver: note('deliver'), assign: note('assign'), remove: note('remove')};
  const background = createBackground(world.ctx.log);
  server.on('request', createApp({ctx: world.ctx, enqueue, background}));
  return {
    ...world,
    url,
    enqueued,
    client: new SandboxClient({web: url, shopify: world.shopifyUrl, postmark: world.postmarkUrl, shop: world.shop}),
    idle: () => background.idle(),
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
      await background.idle();
      await world.close();
    },
  };
}
