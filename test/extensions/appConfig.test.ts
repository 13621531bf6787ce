/** What shopify.app.toml tells Shopify of this app. */
import {readFileSync} from 'node:fs';
import {parse} from 'smol-toml';
import {expect, test} from 'vitest';

interface AppConfig {
  client_id: string;
  application_url: string;
  access_scopes: {scopes: string; use_legacy_install_flow: boolean};
  auth: {redirect_urls: string[]};
  webhooks: {api_version: string; subscriptions: {topics?: string[]; compliance_topics?: string[]; uri: string}[]};
}

const read = (path: string): unknown => parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const config = read('shopify.app.toml') as AppConfig;
const extension = read('extensions/orders/shopify.extension.toml') as {api_version: string};

test('each webhook topic has a URL of its own that names it', () => {
  const {subscriptions} = config.webhooks;
  const topics = subscriptions.map(({topics: usual = [], compliance_topics: compliance = []}) => [
    ...usual,
    ...compliance,
  ]);
  expect(topics.filter(({length}) => length !== 1)).toEqual([]);
  expect(subscriptions.map(({uri}) => uri)).toEqual(topics.map(([topic]) => `/webhooks/${topic}`));
  expect(new Set(topics.flat()).size).toBe(topics.length);
});

test('the compliance topics are subscribed to as such', () => {
  const compliance = config.webhooks.subscriptions.flatMap(({compliance_topics: topics = []}) => topics);
  expect(compliance).toEqual(['customers/data_request', 'customers/redact', 'shop/redact']);
});

test('one API version everywhere, and managed installation', () => {
  expect([config.webhooks.api_version, extension.api_version]).toEqual(['2026-07', '2026-07']);
  expect(config.access_scopes.use_legacy_install_flow).toBe(false);
  expect(config.client_id).toMatch(/^[0-9a-f]{32}$/);
});

test('URLs that Shopify calls are below the app URL', () => {
  const urls = config.auth.redirect_urls.filter((url) => !url.startsWith(`${config.application_url}/`));
  expect(urls).toEqual([]);
});
