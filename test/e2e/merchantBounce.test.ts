/** An address that bounces, in a browser: said on the order page and at home, the next request waits, the address is mended, all goes out. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {AdminPage} from '../support/adminPage.ts';
import {expectAccessible} from '../support/axe.ts';
import {until} from '../support/sandboxClient.ts';
import {
  activate,
  createMerchantWorld,
  mailsAbout,
  orderOf,
  productAt,
  requestsOf,
  type MerchantWorld,
  type OrderName,
  type Product,
} from '../support/merchantWorld.ts';

let world: MerchantWorld;
let admin: AdminPage;
let mug: Product;
let first: OrderName;
let second: OrderName;

beforeAll(async () => {
  world = await createMerchantWorld();
  const {client} = world;
  mug = await productAt(client, await activate(client, {name: 'Print Shop', email: 'dead@print.example'}), 'Mug');
  first = await orderOf(client, mug, 1);
  second = await orderOf(client, mug, 2);
  admin = await world.open();
}, 120_000);
afterAll(async () => {
  await admin?.close();
  await world?.close();
});

test('a bounce shows on the order page while it is open, with its way out', async () => {
  await admin.openOrder(first.id);
  const block = admin.block('order-block');
  await block.getByRole('button', {name: 'Send items'}).click();
  const action = admin.modalFrame();
  await action.getByRole('button', {name: 'Send 1 item to Print Shop'}).click();
  await action.getByText('Sent and fulfilled').waitFor();
  await admin.closeModal();
  await block.getByText('Email sent to dead@print.example.').waitFor({timeout: 45_000});

  const [mail] = await mailsAbout(world.client, first);
  await world.client.postmark('events', {messageId: mail?.MessageID, type: 'HardBounce'});
  await block.getByText('The email to dead@print.example came back.').waitFor({timeout: 30_000});
  await block.getByText('Email bounced', {exact: true}).waitFor();
  await block.getByRole('link', {name: 'Change address'}).waitFor();
  await expectAccessible(admin.page);
});

test('home says so, and leads to the request', async () => {
  await admin.openHome();
  const home = admin.home();
  await home.getByText('1 fulfillment request needs your attention').waitFor();
  await home.getByText('1 email came back').waitFor();
  await expectAccessible(admin.page);
  await home.getByRole('link', {name: 'See what to do'}).click();
  const row = home.getByRole('group', {name: 'Needs attention'}).getByRole('row', {name: new RegExp(first.name)});
  await expect.poll(() => row.innerText()).toContain('Change its address, then resend.');
});

test('the next request to that address waits with its sentence; nothing is sent or fulfilled', async () => {
  await admin.openOrder(second.id);
  await admin.block('order-block').getByRole('button', {name: 'Send items'}).click();
  const action = admin.modalFrame();
  await action.getByRole('button', {name: 'Send 2 items to Print Shop'}).click();
  await action.getByText('Not everything was sent').waitFor({timeout: 20_000});
  await action.getByText(/Mail to this service is blocked: an email came back/).waitFor();
  await expectAccessible(admin.page);
  await admin.closeModal();
  await admin.content().locator('.page-title').getByText('Unfulfilled', {exact: true}).waitFor();
  expect(await mailsAbout(world.client, second)).toEqual([]);
});

test('the address is changed where the block leads; what waited is emailed to the new one by itself and the order fulfilled', async () => {
  const block = admin.block('order-block');
  await block.getByText('Waiting to be sent', {exact: true}).waitFor();
  await block.getByText('Address blocked', {exact: true}).waitFor();
  expect(await block.getByRole('button', {name: /^Try again/}).count()).toBe(0);
  await block.getByRole('link', {name: 'Change address'}).click();
  await admin.page.waitForURL(/\/app\/services\//);
  const home = admin.home();
  await home.getByText('Mail to dead@print.example is blocked').waitFor();
  await home.getByText('1 request waits, and goes out by itself once an address takes mail.').waitFor();
  await expectAccessible(admin.page);
  await home.getByRole('textbox', {name: 'Email address'}).fill('alive@print.example');
  await admin.page.getByRole('button', {name: 'Save'}).click();
  await expect.poll(() => admin.page.getByRole('button', {name: 'Save'}).isVisible()).toBe(false);

  await admin.openOrder(second.id);
  await block.getByText('Email sent to alive@print.example.').waitFor({timeout: 20_000});
  await block.getByText(/^Marked as fulfilled on/).waitFor({timeout: 20_000});
  await admin.page.reload();
  await admin.content().locator('.page-title').getByText('Fulfilled', {exact: true}).waitFor();
  expect((await mailsAbout(world.client, second)).map(({To}) => To)).toEqual(['alive@print.example']);
  expect((await requestsOf(world.client, second.id)).map(({status}) => status)).toEqual(['fulfilled']);
});

test('the order whose email came back is sent to the new address from the block, and nothing needs attention any more', async () => {
  await admin.openOrder(first.id);
  const block = admin.block('order-block');
  await block.getByRole('button', {name: /^Send email again/}).click();
  const yes = block.getByRole('alert').getByRole('button', {name: 'Send email again'});
  await yes.waitFor();
  // A click in the first moment counts as the second half of a double click.
  await until('the answer to be taken', async () => {
    await yes.click({timeout: 1000}).catch(() => undefined);
    return (await yes.count()) === 0;
  });
  await block.getByText('Email sent to alive@print.example.').waitFor({timeout: 20_000});
  await block.getByText('Email bounced', {exact: true}).waitFor({state: 'detached'});
  expect((await mailsAbout(world.client, first)).map(({To}) => To)).toEqual([
    'dead@print.example',
    'alive@print.example',
  ]);
  await admin.openHome('/activity');
  await admin.home().getByText('Nothing needs your attention.').waitFor();
  expect(admin.problems).toEqual([]);
});
