/** Hostile names and words in the admin and on the app's home page, in a browser: nothing of them runs, and none becomes an element. */
import type {Frame} from 'playwright-core';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {numericId} from '../../core/ids.ts';
import {until} from '../support/sandboxClient.ts';
import {activate, createMerchantWorld, readOrder, requestsOf, type MerchantWorld} from '../support/merchantWorld.ts';

/** Whatever of it ran or was taken for HTML would leave one of these behind. */
const word = `"><img src=x data-pwned onerror="globalThis.pwned=1"><script data-pwned>globalThis.pwned=1</script>`;
const found = `[globalThis.pwned, document.querySelectorAll('[data-pwned]').length, [...document.querySelectorAll('a[href]')].filter((one) => one.protocol === 'javascript:').length]`;

let world: MerchantWorld;
beforeAll(async () => {
  world = await createMerchantWorld();
}, 120_000);
afterAll(() => world?.close());

test('on every surface of a merchant', async () => {
  const {client} = world;
  const service = await activate(client, {
    name: `Depot ${word}`,
    email: 'depot@example.com',
    fulfillOn: 'confirmation',
  });
  const {product} = await client.control<{product: {id: string; variants: {id: string}[]}}>('products', {
    title: word,
    variants: [{title: word, sku: word, price: '1.00', tracked: false}],
  });
  const variantId = product.variants[0]?.id;
  await client.api('PUT', `/api/products/${numericId(product.id)}/assignments`, {
    assignments: [{variantId, serviceId: service.id}],
  });
  const {order} = await client.control<{order: {id: string; name: string}}>('orders', {
    lineItems: [{variantId, quantity: 2}],
    shippingAddress: {firstName: word, lastName: word, address1: word, city: word, countryCode: 'SE'},
    note: word,
  });
  const line = await until('routing', async () => {
    const {fulfillmentOrders} = await readOrder(client, order.id);
    return fulfillmentOrders.find(({serviceId}) => serviceId)?.lines[0];
  });
  const path = `/api/orders/${numericId(order.id)}/requests`;
  const body = {lines: [{fulfillmentOrderLineItemId: line.id, quantity: 1}], message: word};
  await client.api('POST', path, body, {'idempotency-key': 'one'});
  const sent = await until('the email', async () =>
    (await requestsOf(client, order.id)).find(({status}) => status === 'sent'),
  );
  const mail = await until('the email', async () => (await client.inbox())[0]);
  const link = /https?:\/\/\S+\/r\/[\w.-]+/.exec(mail.TextBody)?.[0] ?? '';
  await fetch(link, {method: 'POST', body: new URLSearchParams({action: 'decline', reason: word})});

  await using admin = await world.open();
  const dialogs: string[] = [];
  admin.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const expectClean = async (where: string) => {
    const frames = admin.page.frames().filter((frame: Frame) => !frame.isDetached());
    for (const frame of frames) {
      // An email or a page to print runs no scripts, so nothing can look into it.
      const seen: unknown = await frame.evaluate(found).catch(() => [undefined, 0, 0]);
      expect({where, url: frame.url(), seen}).toEqual({where, url: frame.url(), seen: [undefined, 0, 0]});
    }
  };
  /** Waits until a frame shows the words: as text, or as an attribute of an element that shows it. */
  const shown = (where: string) =>
    until(`the words on ${where}`, async () => {
      const texts = await Promise.all(admin.page.frames().map((frame) => frame.content().catch(() => '')));
      return texts.slice(1).some((text) => text.includes('data-pwned'));
    });

  const visits: [string, () => Promise<unknown>][] = [
    ['order', () => admin.openOrder(order.id)],
    ['send', async () => (await admin.openAction()).getByRole('button', {name: /^Send/}).first().waitFor()],
    ['product', () => admin.openProduct(product.id)],
    ['home', () => admin.openHome()],
    ['service', () => admin.openHome(`/services/${service.id}`)],
    ['activity', () => admin.openHome('/activity')],
    ['request', () => admin.openHome(`/activity/${sent.id}`)],
  ];
  for (const [where, open] of visits) {
    await open();
    await shown(where);
    await expectClean(where);
  }
  expect(dialogs).toEqual([]);
});
