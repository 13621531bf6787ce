/** The browser of the tests: starts from npm alone, draws text and takes input. */
import {expect, test} from 'vitest';
import {launchBrowser} from '../support/browser.ts';

test('a page is drawn and takes a click', async () => {
  await using browser = await launchBrowser();
  const page = await browser.newPage();
  await page.setContent('<button onclick="this.textContent = `clicked`">click me</button><span>wide text</span>');
  await page.getByRole('button', {name: 'click me'}).click();
  expect(await page.getByRole('button').textContent()).toBe('clicked');
  // A browser without fonts draws nothing and gives texts no width.
  expect((await page.locator('span').boundingBox())?.width).toBeGreaterThan(20);
});

test('several can be started at once', async () => {
  const browsers = await Promise.all([launchBrowser(), launchBrowser()]);
  expect(browsers.every((browser) => browser.isConnected())).toBe(true);
  await Promise.all(browsers.map((browser) => browser.close()));
});
