/** An email of which nobody but the service knows whether it arrived, in a browser: the merchant says so, on the order page and at home. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {FulfillmentRequest} from '../../core/wire.ts';
import {startSandbox} from '../sandbox/start.ts';
import {openAdmin, type AdminPage} from '../support/adminPage.ts';
import {expectAccessible} from '../support/axe.ts';
import {launchBrowser} from '../support/browser.ts';
import {activate, mailsAbout, orderOf, productAt, requestsOf, type OrderName} from '../support/merchantWorld.ts';
import {SandboxClient, until} from '../support/sandboxClient.ts';

let client: SandboxClient;
let admin: AdminPage;
let close: () => Promise<void>;
/** The email of one went out, that of the other did not. */
let went: OrderName;
let lost: OrderName;

beforeAll(async () => {
  const env = {POSTMARK_SETTLED_SECONDS: '1', OUTSIDE_TIMEOUT_SECONDS: '1'};
  const [{sandbox, stop}, browser] = await Promise.all([startSandbox({env}), launchBrowser()]);
  client = new SandboxClient(sandbox);
  close = async () => {
    await browser.close();
    await stop();
  };
  const mug = await productAt(client, await activate(client, {name: 'Print Shop', email: 'a@print.example'}), 'Mug');
  await client.postmark('settings', {searchLagMs: 'never'});
  const [first, second, witness] = [
    await orderOf(client, mug, 1),
    await orderOf(client, mug, 2),
    await orderOf(client, mug, 3),
  ];
  [went, lost] = [first, second];
  await send(went, {after: true});
  await send(lost, {after: false});
  // Postmark's search hides what is known to be accepted: it says nothing of the others, either.
  await send(witness, null);
  for (const order of [went, lost]) {
    await until('the outcome to stay unknown', async () => (await now(order))?.failure?.code === 'email_unconfirmed');
  }
  admin = await openAdmin(browser, sandbox);
}, 120_000);
afterAll(async () => {
  await admin?.close();
  await close?.();
});

const now = async (order: OrderName): Promise<FulfillmentRequest | undefined> =>
  (await requestsOf(client, order.id))[0];
const isFulfilled = async (order: OrderName) => (await now(order))?.status === 'fulfilled';

/** @param cut the connection breaks after or before Postmark took the email */
async function send(order: OrderName, cut: {after: boolean} | null): Promise<void> {
  if (cut) await client.postmark('faults', {operation: 'batch', kind: 'reset', rate: 1, times: 1, ...cut});
  const path = `/api/orders/${order.id.split('/').at(-1)}/requests`;
  await client.api('POST', path, {}, {'idempotency-key': order.id});
  const status = cut ? 'unknown' : 'fulfilled';
  await until(`${order.name} to be ${status}`, async () => (await now(order))?.status === status);
}

test('on the order page “It arrived” counts it as sent: the order is fulfilled, and no second email goes out', async () => {
  expect(await mailsAbout(client, went)).toHaveLength(1);
  await admin.openOrder(went.id);
  const block = admin.block('order-block');
  await block.getByText(/^It is still not known whether this email went out/).waitFor();
  await block.getByRole('button', {name: /^It arrived/}).click();
  await block.getByText('Does Print Shop have this email? It then counts as sent.').waitFor();
  await expectAccessible(admin.page);
  const yes = block.getByRole('button', {name: 'It arrived', exact: true});
  const done = block.getByText('The email counts as sent.');
  // A click within half a second of the question is taken for the other half of a double click.
  await until('the answer to count', async () => {
    if (await done.isVisible()) return true;
    if (await yes.isVisible()) await yes.click({timeout: 1_000}).catch(() => undefined);
    return false;
  });
  await until('the order to be fulfilled', () => isFulfilled(went));
  await block.locator('s-badge', {hasText: 'Fulfilled'}).waitFor({timeout: 30_000});
  expect(await mailsAbout(client, went)).toHaveLength(1);
});

test('at home “It did not arrive: send it” sends it, once', async () => {
  expect(await mailsAbout(client, lost)).toEqual([]);
  await admin.openHome('/activity');
  const home = admin.home();
  const row = home.getByRole('group', {name: 'Needs attention'}).getByRole('row', {name: new RegExp(lost.name)});
  await row.getByRole('link').click();
  await home.getByText('Did the service get this email?').waitFor();
  await home.getByRole('button', {name: 'It did not arrive: send it'}).click();
  const question = home.getByRole('group', {name: /^Send the email\? If the first one arrives after all/});
  await expectAccessible(admin.page);
  await question.getByRole('button', {name: 'It did not arrive: send it'}).click();
  await until('the order to be fulfilled', () => isFulfilled(lost));
  await home.getByText('Said not to have arrived').waitFor();
  expect(await mailsAbout(client, lost)).toHaveLength(1);
  expect(await home.getByText('Did the service get this email?').count()).toBe(0);
});
