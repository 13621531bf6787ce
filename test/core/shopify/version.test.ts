/** The one API version: in the code, in shopify.app.toml and in the kept schema. */
import {readFileSync} from 'node:fs';
import {parse} from 'smol-toml';
import {expect, it} from 'vitest';
import {z} from 'zod';
import {readSchema} from '../../../core/shopify/generated/schema.ts';
import {apiVersion} from '../../../core/shopify/version.ts';

it('is the one of the webhooks in shopify.app.toml', () => {
  const toml = parse(readFileSync(new URL('../../../shopify.app.toml', import.meta.url), 'utf8'));
  expect(z.object({webhooks: z.object({api_version: z.string()})}).parse(toml).webhooks.api_version).toBe(apiVersion);
});

it('is the one whose schema is kept', () => {
  expect(readSchema().getType('FulfillmentOrder')).toBeDefined();
});
