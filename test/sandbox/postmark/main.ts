/** The Postmark stand-in as a process: prints `{"url":…}` once it listens, stops on SIGINT or SIGTERM. */
import {webhookCredentials} from '../../../core/email/webhookCredentials.ts';
import {startPostmark} from './index.ts';

const {env} = process;
const serverToken = env['POSTMARK_SERVER_TOKEN'];
if (!serverToken) throw new Error('POSTMARK_SERVER_TOKEN is not set.');

/** @throws Error if it is neither a number nor `never`. */
function searchLag(text: string): number | 'never' {
  if (text === 'never') return text;
  const ms = Number(text);
  if (!Number.isFinite(ms) || ms < 0) throw new Error('SANDBOX_SEARCH_LAG_MS must be milliseconds, or never.');
  return ms;
}

// Whoever started this process may have stopped reading.
process.stdout.on('error', () => undefined);

const {user, password} = webhookCredentials(serverToken);
const postmark = await startPostmark({
  port: Number(env['PORT'] || 0),
  serverToken,
  appUrl: env['APP_URL'] || undefined,
  webhookUser: env['POSTMARK_WEBHOOK_USER'] || user,
  webhookPassword: env['POSTMARK_WEBHOOK_PASSWORD'] || password,
  searchLagMs: searchLag(env['SANDBOX_SEARCH_LAG_MS'] || '300'),
});

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void postmark.close().then(() => process.exit(0));
  });
}
process.stdout.write(`${JSON.stringify({url: postmark.url})}\n`);
