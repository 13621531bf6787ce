/** The start page as a process: `PORT`, `SHOPIFY_URL`, `POSTMARK_URL`, `APP_URL`, `SANDBOX_SHOP`; prints `{"url":…}` once it listens. */
import {startAdmin} from './index.ts';

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}

// Whoever started this process may have stopped reading.
process.stdout.on('error', () => undefined);

const admin = await startAdmin({
  port: Number(process.env['PORT'] || 0),
  shopifyUrl: required('SHOPIFY_URL'),
  postmarkUrl: required('POSTMARK_URL'),
  appUrl: required('APP_URL'),
  shop: required('SANDBOX_SHOP'),
});

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void admin.close().then(() => process.exit(0));
  });
}
process.stdout.write(`${JSON.stringify({url: admin.url})}\n`);
