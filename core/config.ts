import {z} from 'zod';

const seconds = (fallback: number) => z.coerce.number().positive().max(86_400).default(fallback);
const perMinute = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const encryptionKey = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64');
const origin = z.url().transform((url) => url.replace(/\/+$/, ''));

/**
 * The environment: the one place that names its variables. The README's table is checked against it by a test, so give each a
 * description. An empty string counts as unset.
 */
export const environment = z.object({
  APP_URL: origin.describe('Public URL of the web process, as in shopify.app.toml.'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('Port the web process listens on.'),
  SHOPIFY_API_KEY: z.string().min(1).describe("The app's client id."),
  SHOPIFY_API_SECRET: z
    .string()
    .min(1)
    .describe("The app's client secret; it signs session tokens, webhooks and links."),
  SHOPIFY_API_SECRET_PREVIOUS: z
    .string()
    .min(1)
    .optional()
    .describe('The secret before: what it signed is still accepted. Set it for an hour after a rotation.'),
  SHOPIFY_API_ORIGIN: origin
    .optional()
    .describe('Stands in for https://<shop> (the sandbox sets it). Unset in production.'),
  ADMIN_ORIGIN: origin
    .optional()
    .describe(
      'Stands in for https://admin.shopify.com around the home page, and for its scripts (the sandbox sets it). Unset in production.',
    ),
  POSTMARK_SERVER_TOKEN: z.string().min(1).describe('Token of the Postmark server that sends the emails.'),
  POSTMARK_API_ORIGIN: origin
    .default('https://api.postmarkapp.com')
    .describe('Where Postmark answers (the sandbox sets it).'),
  POSTMARK_MESSAGE_STREAM: z.string().default('outbound').describe('Message stream of the emails.'),
  EMAIL_FROM: z.email().describe('Sender address, confirmed at Postmark. The merchant is named beside it.'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .describe('The database; a replica set in production.'),
  MONGODB_DATABASE: z.string().min(1).default('custom-fulfillment-services').describe('Name of the database.'),
  ENCRYPTION_KEY: encryptionKey.describe(
    'Encrypts access tokens at rest, and keys the fingerprints of addresses: 32 random bytes in base64 (openssl rand -base64 32).',
  ),
  ENCRYPTION_KEY_PREVIOUS: encryptionKey
    .optional()
    .describe(
      'The key before: still opens what it sealed, and knows its fingerprints; each is made anew when it is next used.',
    ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('What the log shows.'),
  OUTSIDE_TIMEOUT_SECONDS: seconds(15).describe('How long a call to Shopify or Postmark may take.'),
  REQUEST_TIMEOUT_SECONDS: seconds(30).describe('How long a request to the web process may take to arrive in full.'),
  RATE_LIMIT_PER_SHOP: perMinute(1500).describe('Calls of the API a shop may make in a minute, per web process.'),
  RATE_LIMIT_PER_ADDRESS: perMinute(3000).describe(
    'Requests an IP address may make in a minute, per web process; webhooks and callbacks do not count.',
  ),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(1)
    .describe('Proxies in front of the web process, by which it knows an IP address from X-Forwarded-For.'),
  COURIER_LEASE_SECONDS: seconds(20).describe("How long a worker's hold on a shop lasts without a sign of life."),
  COURIER_BUDGET_SECONDS: seconds(20).describe('How long a worker stays with one shop before others get their turn.'),
  POSTMARK_SETTLED_SECONDS: seconds(600).describe(
    'How long Postmark may hide an accepted email from search; until then one that cannot be found is not sent again.',
  ),
  DELIVERY_POLL_SECONDS: seconds(900).describe(
    'How long an email may be without a word of its delivery before Postmark is asked; the pauses then double, for 14 days.',
  ),
  SWEEP_SECONDS: seconds(30).describe('How often requests that stand still are looked for.'),
  RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(400).describe('How long closed requests are kept.'),
  REMOVAL_BULK_FROM: z.coerce
    .number()
    .int()
    .min(1)
    .default(300)
    .describe('From how many things on a removal uses bulk operations of Shopify rather than single calls.'),
  JOB_POLL_SECONDS: seconds(0.25).describe(
    'How often a worker looks for jobs where the database has no change streams.',
  ),
});

export type Config = z.output<typeof environment>;

/** Reads and checks the environment.
 * @throws Error whose message names every missing or bad variable at once, never its value. */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const result = environment.safeParse(set);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const key = issue.path.join('.');
    return `  ${key}: ${key in set ? issue.message : 'is not set'}`;
  });
  throw new Error(`The environment is not complete (see the table in README.md):\n${problems.join('\n')}`);
}
