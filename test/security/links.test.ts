/** Pages that a signed link opens: one purpose, one shop, until its end, and unchanged. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {signLink, type LinkPurpose} from '../../core/links/token.ts';
import {apiSecret, testShop} from '../web/support/signed.ts';
import {startWeb, type Web} from '../web/support/web.ts';
import {addressesOf, type Address} from './support/addresses.ts';

/** By address. A new one belongs here, or a test fails. */
const purposes: Record<string, LinkPurpose> = {
  '/r/:token': 'answer',
  '/print/packing-slips/:token': 'packing slips',
  '/print/email-preview/:token': 'email preview',
};

let web: Web;
let all: Address[];
beforeAll(async () => {
  web = await startWeb();
  all = addressesOf(web.app);
});
afterAll(() => web.close());

const withLink = () => all.filter(({path}) => path.includes(':token'));

test('each address with a token has its purpose', () => {
  expect([...new Set(withLink().map(({path}) => path))].toSorted()).toEqual(Object.keys(purposes).toSorted());
});

const later = new Date(Date.now() + 60_000);
const fields = {
  shop: testShop,
  request: '65f000000000000000000000',
  order: 'gid://shopify/Order/1',
  service: 'x',
  input: '{}',
};
const secret = {SHOPIFY_API_SECRET: apiSecret};

test('a signed link is asked for at every page that shows an order, and none of the wrong ones opens it', async () => {
  const opened: string[] = [];
  for (const {method, path} of withLink()) {
    const purpose = purposes[path];
    if (!purpose) throw new Error(`Which purpose has the link of ${path}?`);
    const good = signLink(secret, purpose, fields, later);
    const [payload = '', signature = ''] = good.split('.');
    const others = Object.values(purposes).filter((one) => one !== purpose);
    const forged = Buffer.from(JSON.stringify([9_999_999_999, fields])).toString('base64url');
    const wrong = [
      'x',
      payload,
      `${payload}.`,
      `.${signature}`,
      `${good}x`,
      `x${good}`,
      `${forged}.${signature}`,
      `${payload}.${'A'.repeat(43)}`,
      'x'.repeat(7000),
      '%24gt',
      '__proto__',
      signLink({SHOPIFY_API_SECRET: 'another'}, purpose, fields, later),
      signLink(secret, purpose, {...fields, shop: ''}, later),
      signLink(secret, purpose, {}, later),
      signLink(secret, purpose, fields, new Date(Date.now() - 1000)),
      signLink(secret, purpose, fields, new Date(0)),
      ...others.map((one) => signLink(secret, one, fields, later)),
    ];
    for (const token of wrong) {
      const reply = await web.call(path.replace(':token', token), {
        method,
        token: null,
        ...(method === 'GET'
          ? {}
          : {body: 'action=confirm', headers: {'Content-Type': 'application/x-www-form-urlencoded'}}),
      });
      if (![404, 410].includes(reply.status)) opened.push(`${method} ${path} with ${token}: ${reply.status}`);
    }
  }
  expect(opened).toEqual([]);
  await web.background.idle();
  expect(await web.everything()).toEqual({});
  expect(web.looks).toEqual([]);
});
