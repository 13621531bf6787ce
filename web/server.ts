/** The web process: listens until it is asked to end, then finishes what it is answering. */
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import {loadConfig} from '../core/config.ts';
import {createLogger} from '../core/logger.ts';
import {patiently} from '../core/mongo/patience.ts';
import {start} from '../core/start.ts';
import {createEnqueue} from '../jobs/enqueue.ts';
import {createApp} from './app.ts';
import {createBackground} from './background.ts';
import {drain} from './drain.ts';
import {createHttpServer} from './httpServer.ts';

/** How long requests under way may take to end, in ms: longer than a call to Shopify may take. */
const patienceMs = 25_000;

const config = loadConfig();
const log = createLogger(config.LOG_LEVEL, 'web');
const {ctx, close} = await start(config, log);
const background = createBackground(log);
let ending = false;
const app = createApp({ctx, enqueue: await patiently(log, () => createEnqueue(ctx)), background});
const server = createHttpServer(config, (req: IncomingMessage, res: ServerResponse) => {
  // A connection kept alive would bring more requests to a process that ends.
  if (ending) res.setHeader('Connection', 'close');
  app(req, res);
});

try {
  const port = await listen(server, config.PORT);
  log.info({port, url: `http://localhost:${port}`}, 'web listening');
} catch (error) {
  log.fatal({err: error}, `web cannot listen on port ${config.PORT}`);
  await close();
  process.exit(1);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    end(signal).catch((error: unknown) => {
      log.fatal({err: error}, 'web did not end well');
      process.exit(1);
    });
  });
}

async function end(signal: string): Promise<void> {
  if (ending) return;
  ending = true;
  log.info({signal}, 'web finishes its answers and ends');
  // Without anything open Node would end by itself, before the last is done and said.
  const awake = setInterval(() => undefined, 1000);
  await drain(server, patienceMs);
  await background.idle();
  await close();
  clearInterval(awake);
  log.info('web ended');
  process.exit(0);
}

/** @returns the port, which the system chose if 0 was asked for */
function listen(to: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    to.once('error', reject);
    to.listen(port, () => {
      const address = to.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
