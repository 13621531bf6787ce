/** `POST /api/orders/:id/preview`: the emails a send would make. */
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {numericId} from '../../core/ids.ts';
import {requests} from '../../core/requests/store.ts';
import type {EmailPreview} from '../../core/wire.ts';
import {createShop, type ShopWithWeb} from './support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());

const lines = (text: string | undefined) => new Set((text ?? '').split('\n'));
const preview = (orderId: string, body: unknown = {}) =>
  shop.client.call<{previews: EmailPreview[]}>('POST', `/api/orders/${numericId(orderId)}/preview`, body);

it('shows each email as the service will see it, and stores and sends nothing', async () => {
  const service = await shop.activate({name: 'Lager', locale: 'th', additionalEmails: ['two@warehouse.example']});
  const order = await shop.order(service.id, [2, 5, 1], {note: 'Ring twice'});
  const body = {
    lines: [{fulfillmentOrderLineItemId: order.lines[1]?.id, quantity: 3}],
    message: 'Please hurry & wrap <well>',
  };
  const answer = await preview(order.id, body);
  expect(answer.status).toBe(200);
  expect(answer.body.previews).toEqual([
    {
      serviceId: service.id,
      serviceName: 'Lager',
      to: [service.email, 'two@warehouse.example'],
      subject: expect.stringContaining(order.name),
      html: expect.stringContaining('Please hurry &amp; wrap &lt;well&gt;'),
      text: expect.stringContaining('Ring twice'),
      url: expect.stringContaining('/print/email-preview/'),
    },
  ]);
  const [one] = answer.body.previews;
  expect(one?.text).toContain('สินค้าที่ต้องจัดส่ง');
  expect(one?.text).toContain(order.lines[1]?.sku);
  expect(one?.text).not.toContain(order.lines[0]?.sku);
  expect(one?.text).toContain('Anna Larsson');
  expect(await requests(shop.ctx.db).countDocuments({})).toBe(0);
  expect(await shop.outside.inbox()).toEqual([]);
});

it('is word for word what is sent then, but for the number of the request', async () => {
  const service = await shop.activate();
  const order = await shop.order(service.id, [2]);
  const {previews} = (await preview(order.id)).body;
  const path = `/api/orders/${numericId(order.id)}/requests`;
  const {requests: made} = await shop.client.api<{requests: {id: string}[]}>(
    'POST',
    path,
    {},
    {'idempotency-key': 'a'},
  );
  await shop.drain();
  const email = (await shop.outside.inbox()).find(({To}) => To === service.email);
  const sent = lines(email?.TextBody.replaceAll(made[0]?.id ?? '-', '…'));
  const seen = lines(previews[0]?.text);
  expect(email?.Subject).toBe(previews[0]?.subject);
  // The moments of asking may lie on either side of a minute; the link is the request's own.
  expect([...seen].filter((line) => !sent.has(line) && !/^Requested on|\/r\/preview$/.test(line))).toEqual([]);
});

it('tells what cannot be sent, as the send would', async () => {
  const service = await shop.activate();
  const order = await shop.order(service.id, [1]);
  const lineId = order.lines[0]?.id;
  const refused = async (body: unknown, orderId = order.id) => (await preview(orderId, body)).body;
  expect(await refused({lines: [{fulfillmentOrderLineItemId: lineId, quantity: 2}]})).toMatchObject({
    error: {code: 'quantity_exceeds_remaining'},
  });
  expect(await refused({}, 'gid://shopify/Order/99999999')).toMatchObject({error: {code: 'order_not_found'}});
  expect(await refused({nonsense: 1})).toMatchObject({error: {code: 'invalid_input'}});
});

const first = async (orderId: string, body: unknown = {}) => {
  const {previews} = (await preview(orderId, body)).body;
  return previews[0];
};

describe('the link to the email as it will look', () => {
  it('shows just that email, without a token of the session, and lets nothing in it run', async () => {
    const service = await shop.activate();
    const order = await shop.order(service.id, [2, 5]);
    const message = 'ห่อของขวัญ <b>ด้วย</b>';
    const chosen = [{fulfillmentOrderLineItemId: order.lines[1]?.id, quantity: 3}];
    const seen = await first(order.id, {lines: chosen, message});
    const page = await fetch(seen?.url ?? '');
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html.replaceAll(/\d{1,2}:\d{2}/g, '')).toBe(seen?.html.replaceAll(/\d{1,2}:\d{2}/g, ''));
    expect(html).toContain('&lt;b&gt;');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await requests(shop.ctx.db).countDocuments({shop: shop.shop, orderId: order.id})).toBe(0);
  });

  it('is refused when it was changed, or made for something else', async () => {
    const service = await shop.activate();
    const order = await shop.order(service.id, [1]);
    const url = (await first(order.id))?.url ?? '';
    // Not the last letter: base64 leaves some of its bits unused.
    const changed = url.replace(/.(?=.$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
    expect((await fetch(changed)).status).toBe(404);
    expect((await fetch(url.replace('email-preview', 'packing-slips'))).status).toBe(404);
  });

  it('is left out where the choice is too long for an address', async () => {
    const service = await shop.activate();
    const order = await shop.order(service.id, [1]);
    expect(await first(order.id, {message: 'ก'.repeat(2000)})).toMatchObject({url: null});
  });
});
