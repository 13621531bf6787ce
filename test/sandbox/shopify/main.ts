/** The Shopify stand-in as a process: `PORT`, `SHOPIFY_API_KEY`, `SHOPIFY_API_SECRET`, `APP_URL`; prints `{"url":…}` once it listens. */
import {startShopify} from './server.ts';

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}

// Whoever started this process may have stopped reading.
process.stdout.on('error', () => undefined);

const scopes = process.env['SHOPIFY_SCOPES'];
const shopify = await startShopify({
  port: Number(process.env['PORT'] ?? 0),
  apiKey: required('SHOPIFY_API_KEY'),
  apiSecret: required('SHOPIFY_API_SECRET'),
  appUrl: required('APP_URL'),
  ...(scopes ? {scopes: scopes.split(',').map((scope) => scope.trim())} : {}),
});

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void shopify.close().then(() => process.exit(0));
  });
}
process.stdout.write(`${JSON.stringify({url: shopify.url})}\n`);
