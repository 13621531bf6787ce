/** The Postmark stand-in as a process: prints `{"url":…}`, stops on SIGINT or SIGTERM. */
import {startPostmark} from './index.ts';

const {PORT, POSTMARK_SERVER_TOKEN, APP_URL, SANDBOX_SEARCH_LAG_MS, POSTMARK_WEBHOOK_USER, POSTMARK_WEBHOOK_PASSWORD} =
  process.env;
if (!POSTMARK_SERVER_TOKEN) throw new Error('POSTMARK_SERVER_TOKEN is not set.');

/** @throws Error if it is neither a number nor `never`. */
function searchLag(text: string): number | 'never' {
  if (text === 'never') return text;
  const ms = Number(text);
  if (!Number.isFinite(ms) || ms < 0)
    throw new Error('SANDBOX_SEARCH_LAG_MS must be a number of milliseconds, or never.');
  return ms;
}

const postmark = await startPostmark({
  port: Number(PORT || 0),
  serverToken: POSTMARK_SERVER_TOKEN,
  appUrl: APP_URL || undefined,
  webhookUser: POSTMARK_WEBHOOK_USER || undefined,
  webhookPassword: POSTMARK_WEBHOOK_PASSWORD || undefined,
  searchLagMs: searchLag(SANDBOX_SEARCH_LAG_MS || '300'),
});
console.log(JSON.stringify({url: postmark.url}));

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void postmark.close());
