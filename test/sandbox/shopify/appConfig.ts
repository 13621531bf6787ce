/** What shopify.app.toml says about the app: scopes and webhook subscriptions. */
import {readFile} from 'node:fs/promises';
import {parse} from 'smol-toml';
import {z} from 'zod';

const subscription = z.looseObject({
  topics: z.array(z.string()).default([]),
  compliance_topics: z.array(z.string()).default([]),
  uri: z.string().min(1),
  include_fields: z.array(z.string()).optional(),
  filter: z.string().optional(),
});
const file = z.looseObject({
  access_scopes: z.looseObject({scopes: z.string().default('')}).optional(),
  webhooks: z.looseObject({api_version: z.string(), subscriptions: z.array(subscription).default([])}).optional(),
});

export interface Subscription {
  readonly topic: string;
  /** Where it is delivered, whole. */
  readonly url: string;
}

export interface AppConfig {
  /** As granted: each once, without those that a write scope implies. */
  readonly scopes: readonly string[];
  readonly webhookVersion: string;
  readonly subscriptions: readonly Subscription[];
}

/** Reads the app's configuration file. Addresses relative to the app are put under `appUrl`.
 * @param scopes Instead of the file's.
 * @throws Error if the file is missing or not as Shopify wants it; a missing file is fine where `scopes` are given. */
export async function readAppConfig(
  path: URL | string,
  appUrl: string,
  scopes?: readonly string[],
): Promise<AppConfig> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (scopes) return '';
    throw new Error(`sandbox: cannot read ${String(path)}; it names the app's scopes.`, {cause: error});
  });
  const parsed = file.safeParse(parse(text));
  if (!parsed.success) throw new Error(`sandbox: shopify.app.toml: ${z.prettifyError(parsed.error)}`);
  const {access_scopes: access, webhooks} = parsed.data;
  const subscriptions: Subscription[] = [];
  for (const each of webhooks?.subscriptions ?? []) {
    if (each.filter !== undefined || each.include_fields !== undefined) {
      throw new Error('sandbox: webhook subscriptions with filter or include_fields are not simulated.');
    }
    const url = /^https?:\/\//.test(each.uri)
      ? each.uri
      : `${appUrl.replace(/\/+$/, '')}/${each.uri.replace(/^\/+/, '')}`;
    for (const topic of [...each.topics, ...each.compliance_topics]) subscriptions.push({topic, url});
  }
  const asked = scopes ?? (access?.scopes ?? '').split(',').map((scope) => scope.trim());
  const unique = [...new Set(asked.filter((scope) => scope !== ''))];
  return {
    // Shopify leaves out of the answer a read scope that a write scope implies.
    scopes: unique.filter((scope) => !scope.startsWith('read_') || !unique.includes(`write_${scope.slice(5)}`)),
    webhookVersion: webhooks?.api_version ?? '2026-07',
    subscriptions,
  };
}
