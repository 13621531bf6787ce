/** Shopify's own SDK accepts what the stand-in signs: session tokens, webhooks, callbacks. */
import '@shopify/shopify-api/adapters/node';
import {ApiVersion, LogSeverity, shopifyApi} from '@shopify/shopify-api';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {apiKey, apiSecret, shop, startTiny, type Tiny} from './platformKit.ts';

const sdk = shopifyApi({
  apiKey,
  apiSecretKey: apiSecret,
  apiVersion: ApiVersion.July26,
  hostName: 'app.example.com',
  isEmbeddedApp: true,
  logger: {level: LogSeverity.Error},
});

interface Verdict {
  path: string | undefined;
  webhook: unknown;
  callback: unknown;
  tampered: unknown;
}

let app: Server;
let sandbox: Tiny;
let verdicts: Verdict[];

beforeEach(async () => {
  verdicts = [];
  app = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const rawBody = Buffer.concat(chunks).toString('utf8');
      const rawRequest = request;
      const rawResponse = response;
      void (async () => {
        verdicts.push({
          path: request.url,
          webhook: await sdk.webhooks.validate({rawBody, rawRequest, rawResponse}),
          callback: await sdk.fulfillmentService.validate({rawBody, rawRequest, rawResponse}),
          tampered: await sdk.webhooks.validate({rawBody: `${rawBody} `, rawRequest, rawResponse}),
        });
        response.writeHead(200).end();
      })();
    });
  });
  await new Promise<void>((resolve) => {
    app.listen(0, '127.0.0.1', resolve);
  });
  const appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  sandbox = await startTiny({appUrl, configFile: new URL('../../../shopify.app.toml', import.meta.url)});
});
afterEach(async () => {
  await sandbox.close();
  app.closeAllConnections();
  app.close();
});

it('decodes the session token', async () => {
  const {sessionToken} = await sandbox.tokens();
  const payload = await sdk.session.decodeSessionToken(sessionToken);
  expect(payload).toMatchObject({aud: apiKey, dest: `https://${shop}`, iss: `https://${shop}/admin`});
  await expect(sdk.session.decodeSessionToken(`${sessionToken}x`)).rejects.toThrow('Failed to parse session token');
});

it('validates a webhook, and not one whose bytes were changed', async () => {
  await sandbox.control('POST', `webhooks?shop=${shop}`, {
    topic: 'shop/redact',
    payload: {shop_domain: shop, name: 'é'},
  });
  await expect.poll(() => verdicts.length).toBe(1);
  expect(verdicts[0]).toMatchObject({
    path: '/webhooks/shop/redact',
    webhook: {valid: true, topic: 'SHOP_REDACT', domain: shop, apiVersion: '2026-07'},
    tampered: {valid: false, reason: 'invalid_hmac'},
  });
});

it('validates the ping of a fulfillment service', async () => {
  const token = await sandbox.install();
  const {port} = app.address() as AddressInfo;
  await sandbox.graphql(
    token,
    `mutation {fulfillmentServiceUpdate(id: "gid://shopify/FulfillmentService/1?id=true", callbackUrl: "http://127.0.0.1:${port}/fulfillment-service") {userErrors {message}}}`,
  );
  await expect.poll(() => verdicts.length).toBe(1);
  expect(verdicts[0]).toMatchObject({
    path: '/fulfillment-service/fulfillment_order_notification',
    callback: {valid: true},
  });
});
