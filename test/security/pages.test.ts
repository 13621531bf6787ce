/** HTML, scripts and line breaks in every free field of an order and a service, through the real renderers, pages and mail: each
 * document has the very elements that it has with tame words in the same places, and mail the very headers. */
import {parse, type DefaultTreeAdapterTypes} from 'parse5';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {numericId} from '../../core/ids.ts';
import {createRequests} from '../../core/requests/create.ts';
import {until, type InboxMessage} from '../support/sandboxClient.ts';
import {createShop, type ShopWithWeb} from '../web/support/shop.ts';

let shop: ShopWithWeb;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.close());

/** Each closes what may be open around it and begins something of its own. */
const hostile = [
  `"><script>pwned()</script><svg onload=pwned()>`,
  `'><img src=x onerror=pwned()>`,
  `</title></style></textarea>--><iframe src="javascript:pwned()"></iframe>`,
  `" onmouseover="pwned()" style="position:fixed <a href="javascript:pwned()">x</a>`,
  `<base href="https://evil.example"><meta http-equiv="refresh" content="0;url=//evil.example"><form action="//evil.example">`,
  `javascript:pwned() &lt;script&gt;pwned()&lt;/script&gt; {{constructor.constructor('pwned()')()}}`,
];

/** The same words without what HTML takes for its own. */
const tamed = (text: string) => text.replaceAll(/[<>"'&=/{}:-]/g, 'x');

interface Story {
  documents: Record<string, string>;
  mail: InboxMessage & Record<string, unknown>;
}

/** One order, from its preview to the answer of its service. @param word what stands in every field */
async function live(word: string, count: number): Promise<Story> {
  const service = await shop.activate({
    // A name is one line; what is none is refused.
    name: `S${count} ${word}`.replaceAll(/[\r\n]+/g, ' ').slice(0, 200),
    showPrices: true,
    showCustomerEmail: true,
    replyTo: 'replies@example.com',
  });
  const {product} = await shop.outside.control<{product: {id: string; variants: {id: string}[]}}>('products', {
    title: word,
    variants: [{title: word, sku: word, price: '10.00', tracked: false}],
  });
  const variantId = product.variants[0]?.id;
  await shop.client.api('PUT', `/api/products/${numericId(product.id)}/assignments`, {
    assignments: [{variantId, serviceId: service.id}],
  });
  const {order} = await shop.outside.control<{order: {id: string; name: string}}>('orders', {
    lineItems: [{variantId, quantity: 2, customAttributes: [{key: word, value: word}]}],
    shippingAddress: {
      firstName: word,
      lastName: word,
      company: word,
      address1: word,
      address2: word,
      city: word,
      zip: word,
      countryCode: 'SE',
      phone: '+46 70 123 45 67',
    },
    email: 'jane@example.com',
    note: word,
  });
  const path = `/api/orders/${numericId(order.id)}`;
  const documents: Record<string, string> = {};
  const preview = await until('routing', async () => {
    const answer = await shop.client.call<{previews?: {html: string; url: string}[]}>('POST', `${path}/preview`, {
      message: word,
    });
    return answer.body.previews?.[0];
  });
  documents['preview'] = preview.html;
  documents['preview page'] = await textOf(preview.url);
  const slips = await shop.client.api<{slips: {html: string}[]}>('GET', `${path}/packing-slips`);
  documents['packing slip'] = slips.slips[0]?.html ?? '';
  const {url} = await shop.client.api<{url: string}>('POST', `${path}/packing-slip-link`, {});
  documents['packing slip page'] = await textOf(url);
  await createRequests(shop.ctx, shop.shop, order.id, {message: word}, {idempotencyKey: order.id, by: 'user:1'});
  await shop.drain();
  const mail = (await shop.outside.inbox()).find(({To}) => To === service.email);
  if (!mail) throw new Error('The email did not arrive.');
  documents['email'] = mail.HtmlBody;
  const link = /http:\/\/127\.0\.0\.1:\d+\/r\/[\w.-]+/.exec(mail.TextBody)?.[0] ?? '';
  documents['page of the service'] = await textOf(link);
  const answer = (fields: Record<string, string>) => textOf(link, {method: 'POST', body: new URLSearchParams(fields)});
  documents['refused'] = await answer({action: 'tracking', number: '', company: word.slice(0, 100), reason: word});
  documents['answered'] = await answer({action: 'decline', reason: word});
  return {documents, mail: mail as Story['mail']};
}

async function textOf(url: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(url, init);
  await shop.idle();
  expect(response.status).toBeLessThan(500);
  return response.text();
}

/** The elements of a document in their order, each with the names of its attributes. */
function shapeOf(html: string): string[] {
  const shape: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.ChildNode) => {
    if ('tagName' in node) shape.push([node.tagName, ...node.attrs.map(({name}) => name)].join(' '));
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  parse(html).childNodes.forEach(visit);
  return shape;
}

/** Where a document leads: no address but these schemes'. */
function addressesIn(html: string): string[] {
  return [...html.matchAll(/\s(?:href|src|action|formaction|background)\s*=\s*"([^"]*)"/gi)].map(([, url = '']) => url);
}

test('hostile words in every field change no document and no header', async () => {
  for (const [index, word] of hostile.entries()) {
    const evil = await live(word, 2 * index);
    const tame = await live(tamed(word), 2 * index + 1);
    for (const [what, html] of Object.entries(evil.documents)) {
      expect({word, what, shape: shapeOf(html)}).toEqual({word, what, shape: shapeOf(tame.documents[what] ?? '')});
      for (const url of addressesIn(html)) expect(url).toMatch(/^(https?:|mailto:|tel:|#|\?|$)/);
      expect(shapeOf(html).filter((one) => /^(script|iframe|object|embed|base|svg)\b| on\w+/.test(one))).toEqual([]);
    }
    // The words do stand there: nothing is left out to be safe.
    const readable = word.replaceAll(/\s+/g, ' ').slice(0, 20);
    expect(evil.mail.TextBody.replaceAll(/\s+/g, ' ')).toContain(readable);
    const headersOf = ({mail}: Story) => Object.keys(mail).toSorted();
    expect(headersOf(evil)).toEqual(headersOf(tame));
    for (const [name, value] of Object.entries(evil.mail)) {
      if (name === 'HtmlBody' || name === 'TextBody') continue;
      expect({name, value: JSON.stringify(value)}).toEqual({name, value: expect.not.stringMatching(/\\[rn]|evil@/)});
    }
    expect(evil.mail).toMatchObject({ReplyTo: 'replies@example.com'});
  }
}, 120_000);

test('line breaks in every field make no header of the email, nor another recipient', async () => {
  const {mail} = await live('Mug\r\nBcc: evil@example.com\r\n\r\n.\r\nRCPT TO: evil@example.com', 100);
  expect(mail.TextBody).toContain('Bcc: evil@example.com');
  const {HtmlBody: _html, TextBody: _text, ...rest} = mail;
  expect(JSON.stringify(rest)).not.toMatch(/\\[rn]|evil@/);
  const recipients = (await shop.outside.inbox()).map((one) => [
    one.To,
    one['Cc' as keyof InboxMessage],
    one['Bcc' as keyof InboxMessage],
  ]);
  expect(JSON.stringify(recipients)).not.toContain('evil');
});
