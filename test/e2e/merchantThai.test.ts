/** A merchant's first order in Thai on a phone: nothing to scroll sideways, and no word of English in what the app shows. */
import type {FrameLocator} from 'playwright-core';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {AdminPage} from '../support/adminPage.ts';
import {expectAccessible, openFrames} from '../support/axe.ts';
import {createMerchantWorld, type MerchantWorld} from '../support/merchantWorld.ts';

let world: MerchantWorld;
let admin: AdminPage;

beforeAll(async () => {
  world = await createMerchantWorld();
  admin = await world.open({language: 'th', width: 375});
}, 120_000);
afterAll(async () => {
  await admin?.close();
  await world?.close();
});

/** Names that are the same in Thai, what the test itself typed, and the name of the shop's own location. */
const untranslated = new Set([
  'Shopify',
  'SKU',
  'MUG',
  'orders',
  'bangkok',
  'example',
  'Anna',
  'Larsson',
  'Shop',
  'location',
]);

/** Whatever is to be read or heard in a frame. */
async function wordsIn(frame: FrameLocator): Promise<string[]> {
  const tree = await frame.locator('body').ariaSnapshot();
  return (
    tree
      .split('\n')
      // The address of a link, which nobody reads.
      .filter((line) => !/^\s*- \/\w+:/.test(line))
      // `- role "name" [state]: text`: the role and the state are Playwright's words.
      .map((line) => line.replace(/^\s*- '?[a-z]+\b/, '').replaceAll(/\[[a-z]+(=\w+)?\]/g, ''))
      .flatMap((line) => line.match(/[A-Za-z]{2,}/g) ?? [])
  );
}

async function expectThaiAndNarrow(frame: FrameLocator): Promise<void> {
  const seen = await wordsIn(frame);
  expect(seen.filter((word) => !untranslated.has(word))).toEqual([]);
  for (const one of await openFrames(admin.page)) {
    const fits = await one.evaluate('document.documentElement.scrollWidth <= innerWidth');
    expect({url: one.url(), fits}).toEqual({url: one.url(), fits: true});
  }
}

test('a service is activated', async () => {
  await admin.openHome();
  const home = admin.home();
  await home.getByText('เสร็จแล้ว 0 จาก 3 ขั้นตอน').waitFor();
  await expectThaiAndNarrow(home);
  await home.getByRole('link', {name: 'เปิดใช้งานบริการ'}).first().click();
  await home.getByRole('heading', {name: 'ใครจัดส่งให้คุณ'}).waitFor();
  await home.getByRole('button', {name: 'เปิดใช้งาน'}).click();
  await home.getByText('ใส่ที่อยู่อีเมล').waitFor();
  await expectThaiAndNarrow(home);
  await home.getByRole('textbox', {name: 'ชื่อ', exact: true}).fill('คลังกรุงเทพ');
  await home.getByRole('textbox', {name: 'ที่อยู่อีเมล'}).fill('orders@bangkok.example');
  await home.getByRole('button', {name: 'เปิดใช้งาน'}).click();
  await home.getByRole('heading', {name: 'คลังกรุงเทพ'}).waitFor();
  await expectThaiAndNarrow(home);
});

test('a product is assigned on its page', async () => {
  await admin.open('/products/new');
  await admin.page.getByLabel('ชื่อ', {exact: true}).fill('แก้วเคลือบ');
  await admin.page.getByLabel('ตัวเลือกสินค้า', {exact: true}).fill('แดง, ฟ้า');
  await admin.page.getByLabel('SKU').fill('MUG');
  await admin.page.getByRole('button', {name: 'บันทึก'}).click();
  const block = admin.block('products');
  await block.getByLabel('จัดส่งโดย สำหรับตัวเลือกสินค้าทั้ง 2 รายการ').selectOption({label: 'คลังกรุงเทพ'});
  await block.getByRole('button', {name: 'ตัวเลือกเพิ่มเติม'}).click();
  await expectThaiAndNarrow(block);
  await block.getByRole('button', {name: 'บันทึก'}).click();
  await block.getByText('บันทึกแล้ว').waitFor();
  await expectThaiAndNarrow(block);
});

test('part of an order is sent, then the rest', async () => {
  await admin.open('/orders/new');
  await admin.page.getByLabel('จำนวนของ แก้วเคลือบ · แดง').fill('2');
  await admin.page.getByLabel('จำนวนของ แก้วเคลือบ · ฟ้า').fill('3');
  await admin.page.getByRole('button', {name: 'สร้างคำสั่งซื้อ'}).click();
  await admin.content().getByText('คลังกรุงเทพ').first().waitFor();
  const block = admin.block('order-block');
  await block.getByRole('button', {name: 'ส่งสินค้า', exact: true}).click();
  const action = admin.modalFrame();
  await action.getByLabel('แก้วเคลือบ, ฟ้า').fill('1');
  await action.getByRole('button', {name: 'ส่ง 3 ชิ้นให้ คลังกรุงเทพ'}).waitFor();
  await expectThaiAndNarrow(action);
  await action.getByRole('button', {name: 'ส่ง 3 ชิ้นให้ คลังกรุงเทพ'}).click();
  await action.getByText('ส่งและทำเครื่องหมายว่าจัดส่งแล้ว').waitFor();
  await expectThaiAndNarrow(action);
  await action.getByRole('button', {name: 'ส่งเพิ่ม'}).click();
  await action.getByRole('button', {name: 'ส่ง 2 ชิ้นให้ คลังกรุงเทพ'}).click();
  await action.getByText('ส่งและทำเครื่องหมายว่าจัดส่งแล้ว').waitFor();
  await admin.closeModal();

  const title = admin.content().locator('.page-title');
  await expect.poll(() => title.getByText('จัดการแล้ว', {exact: true}).count()).toBe(1);
  await block.getByText('รอส่ง', {exact: true}).waitFor({state: 'detached'});
  await block
    .getByRole('button', {name: /^แสดงประวัติ|ประวัติ/})
    .first()
    .click();
  await expectThaiAndNarrow(block);
  expect(await world.client.inbox()).toHaveLength(2);
});

test('home shows it', async () => {
  await admin.openHome();
  const home = admin.home();
  await home.getByText('#1001').first().waitFor();
  await expectThaiAndNarrow(home);
  await admin.openHome('/activity');
  await home.getByText('#1001').first().waitFor();
  await expectThaiAndNarrow(home);
  await home.getByText('#1001').first().click();
  await home.getByRole('heading', {name: '#1001 ถึง คลังกรุงเทพ'}).waitFor();
  await home.getByText('แก้วเคลือบ').first().waitFor();
  await expectThaiAndNarrow(home);
  expect(admin.problems).toEqual([]);
});

test('the inbox and the page on which the service answers are for everyone, and fit on a phone', async () => {
  const {page} = admin;
  await admin.openInbox();
  await page.getByRole('main').getByRole('link').first().waitFor();
  await expectAccessible(page);
  const [mail] = await world.client.inbox();
  const address = /http\S+\/r\/[\w.-]+/.exec(mail?.TextBody ?? '')?.[0] ?? '';
  for (const url of [page.url(), address]) {
    await page.goto(url);
    await expectAccessible(page);
    expect({url, fits: await page.evaluate('document.documentElement.scrollWidth <= innerWidth')}).toEqual({
      url,
      fits: true,
    });
  }
});
