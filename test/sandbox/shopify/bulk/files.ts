// Files of one sandbox: what apps upload for bulk operations, and what bulk operations leave behind.
import {randomBytes, randomUUID} from 'node:crypto';
import type {Caller} from '../tokens.ts';

/** Shopify: an upload of at most 100 MB (reference §10; the policy of a captured upload says 104,857,600). */
export const maxUpload = 104_857_600;
const day = 24 * 60 * 60 * 1000;

export interface StagedTarget {
  readonly shop: string;
  readonly caller: Caller;
  /** In the order in which they are answered. */
  readonly parameters: readonly {name: string; value: string}[];
  readonly expiresAt: number;
  content?: Buffer;
}

export interface BulkResult {
  readonly shop: string;
  readonly caller: Caller;
  readonly content: string;
  readonly expiresAt: number;
}

export interface BulkFiles {
  /** A place to upload to. */
  stage(owner: {shop: string; caller: Caller; folder: string}, filename: string, mimeType: string): StagedTarget;
  target(key: string): StagedTarget | undefined;
  /** Keeps a result; answers its name in the address. */
  keep(owner: {shop: string; caller: Caller}, content: string): string;
  /** A result, for 7 days. */
  result(name: string): BulkResult | undefined;
}

/** No files yet. */
export function createBulkFiles(now: () => number): BulkFiles {
  const targets = new Map<string, StagedTarget>();
  const results = new Map<string, BulkResult>();
  return {
    stage({shop, caller, folder}, filename, mimeType) {
      const key = `tmp/${folder}/bulk/${randomUUID()}/${filename}`;
      const policy = Buffer.from(
        JSON.stringify({conditions: [['content-length-range', 1, maxUpload], {key}]}),
      ).toString('base64');
      const parameters = [
        {name: 'Content-Type', value: mimeType},
        {name: 'success_action_status', value: '201'},
        {name: 'acl', value: 'private'},
        {name: 'key', value: key},
        {name: 'x-goog-algorithm', value: 'GOOG4-RSA-SHA256'},
        {name: 'x-goog-signature', value: randomBytes(32).toString('hex')},
        {name: 'policy', value: policy},
      ];
      const target: StagedTarget = {shop, caller, parameters, expiresAt: now() + day};
      targets.set(key, target);
      return target;
    },
    target: (key) => targets.get(key),
    keep({shop, caller}, content) {
      const name = randomUUID();
      results.set(name, {shop, caller, content, expiresAt: now() + 7 * day});
      return name;
    },
    result(name) {
      const found = results.get(name);
      if (found && found.expiresAt <= now()) results.delete(name);
      return results.get(name);
    },
  };
}
