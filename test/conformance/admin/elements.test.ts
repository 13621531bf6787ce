/** The stand-ins for Polaris elements: that they are there, have the real ones' properties, and behave as the real ones do. */
import {readdir, readFile} from 'node:fs/promises';
import {createServer, type Server} from 'node:http';
import {join} from 'node:path';
import type {AddressInfo} from 'node:net';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import {scriptOf} from '../../sandbox/admin/scripts.ts';
import {launchBrowser} from '../../support/browser.ts';

const root = join(import.meta.dirname, '../../..');
const typesFolder = join(root, 'node_modules/@shopify/ui-extensions/build/ts/surfaces/admin/components');
let browser: Browser;
let page: Page;
let server: Server;

beforeAll(async () => {
  const script = (await scriptOf('polaris.js')) ?? '';
  server = createServer((request, response) => {
    const isScript = request.url === '/polaris.js';
    response.writeHead(200, {'Content-Type': isScript ? 'text/javascript' : 'text/html; charset=utf-8'});
    response.end(isScript ? script : '<!doctype html><script src="/polaris.js"></script><body></body>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await launchBrowser();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});
beforeEach(() => page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`).then(() => undefined));

/** Shows a body, and notes each event of these kinds with what the target then holds. */
async function show(html: string, ...types: string[]): Promise<void> {
  await page.evaluate(
    `document.body.innerHTML = ${JSON.stringify(html)}; globalThis.noted = [];
     for (const type of ${JSON.stringify(types)}) document.addEventListener(type, ({target}) =>
       noted.push([type, target.localName, target.checked ?? target.values ?? target.value]));`,
  );
}
const noted = () => page.evaluate('noted');
const get = (expression: string) => page.evaluate(expression);

/** Tags in the sources of our pages and extensions. */
async function usedTags(): Promise<string[]> {
  const folders = ['extensions', 'web/home/src'];
  const files = (
    await Promise.all(folders.map((folder) => readdir(join(root, folder), {recursive: true, withFileTypes: true})))
  )
    .flat()
    .filter(({name, parentPath}) => name.endsWith('.tsx') && !/node_modules|dist/.test(parentPath));
  const texts = await Promise.all(files.map(({name, parentPath}) => readFile(join(parentPath, name), 'utf8')));
  const tags = texts.flatMap((text) => [...text.matchAll(/<(s-[a-z-]+)/g)].map(([, tag]) => tag ?? ''));
  return [...new Set(tags)].toSorted();
}

test('every element that our pages use is there, with the properties that the real one has', async () => {
  const tags = await usedTags();
  expect(tags.length).toBeGreaterThan(15);
  const files = (await readdir(typesFolder)).filter((file) => file.endsWith('.d.ts'));
  const types = await Promise.all(files.map((file) => readFile(join(typesFolder, file), 'utf8')));
  for (const tag of tags) {
    // The admin's own navigation reads it; it draws nothing itself.
    if (tag === 's-app-nav') continue;
    const declared = types.find((text) => new RegExp(`tagName[^=]*= '${tag}'`).test(text)) ?? '';
    const names = [...declared.matchAll(/accessor (\w+)|^ {2}(?:get|set) (\w+)\(/gm)].map(
      ([, one, two]) => one ?? two ?? '',
    );
    const missing = await get(
      `(() => { const element = document.createElement('${tag}');
        return customElements.get('${tag}') ? ${JSON.stringify(names)}.filter((name) => !(name in element)) : ['the element']; })()`,
    );
    expect({tag, missing}).toEqual({tag, missing: []});
  }
});

test('a text field tells what is typed, and takes a value from the page', async () => {
  await show('<s-text-field label="Name" value="Ann" error="Too short"></s-text-field>', 'input', 'change');
  const field = page.getByLabel('Name');
  expect(await field.inputValue()).toBe('Ann');
  await field.fill('Anna');
  await field.blur();
  expect(await noted()).toEqual([
    ['input', 's-text-field', 'Anna'],
    ['change', 's-text-field', 'Anna'],
  ]);
  await get(`document.querySelector('s-text-field').value = 'Bo'`);
  expect(await field.inputValue()).toBe('Bo');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByRole('textbox', {name: 'Name', description: 'Too short'}).count()).toBe(1);
});

test('a number field keeps to its limits on the arrow keys', async () => {
  await show('<s-number-field label="Quantity" value="2" min="0" max="3"></s-number-field>', 'change');
  await page.getByLabel('Quantity').focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowUp');
  expect(await page.getByLabel('Quantity').inputValue()).toBe('3');
  expect(await noted()).toEqual([['change', 's-number-field', '3']]);
});

test('a select follows its options and its value, in any order', async () => {
  await show('<s-select label="Service" placeholder="Choose"></s-select>', 'input', 'change');
  await get(`(() => { const select = document.querySelector('s-select'); select.value = 'b';
    select.innerHTML = '<s-option value="a">North</s-option><s-option-group label="Others"><s-option value="b">South</s-option></s-option-group>'; })()`);
  await expect.poll(() => page.getByLabel('Service').inputValue()).toBe('b');
  await page.getByLabel('Service').selectOption('a');
  expect(await noted()).toEqual([
    ['input', 's-select', 'a'],
    ['change', 's-select', 'a'],
  ]);
});

test('check boxes, switches and lists of choices tell what is chosen', async () => {
  await show(
    `<s-checkbox label="Gift" checked></s-checkbox><s-switch label="Paused"></s-switch>
     <s-choice-list label="When"><s-choice value="now" selected>Now</s-choice><s-choice value="later">Later</s-choice></s-choice-list>`,
    'change',
  );
  await page.getByRole('checkbox', {name: 'Gift'}).uncheck();
  await page.getByRole('switch', {name: 'Paused'}).check();
  await page.getByRole('radio', {name: 'Later'}).check();
  expect(await noted()).toEqual([
    ['change', 's-checkbox', false],
    ['change', 's-switch', true],
    ['change', 's-choice-list', ['later']],
  ]);
  expect(await page.getByRole('group', {name: 'When'}).count()).toBe(1);
});

test('a disabled or busy button takes no click, by whatever means; Enter is a click on one that is neither', async () => {
  await show(
    '<s-button id="a" disabled>Off</s-button><s-button id="b" loading>Busy</s-button><s-button id="c">On</s-button>',
    'click',
  );
  await get(`for (const id of ['a', 'b']) document.getElementById(id).click()`);
  await page.getByRole('button', {name: 'Busy'}).dispatchEvent('click');
  await page.getByRole('button', {name: 'On'}).press('Enter');
  expect(await get(`noted.map(([, tag]) => tag)`)).toEqual(['s-button']);
});

test('a modal opens by its button, keeps the focus in, and tells that it closed', async () => {
  await show(
    `<s-button commandFor="sure" command="--show">Open</s-button>
     <s-modal id="sure" heading="Sure?"><s-button slot="primary-action">Yes</s-button></s-modal>`,
  );
  await get(`document.getElementById('sure').onhide = () => noted.push('hidden')`);
  await page.getByRole('button', {name: 'Open'}).click();
  await page.getByRole('dialog', {name: 'Sure?'}).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({state: 'hidden'});
  await expect.poll(noted).toEqual(['hidden']);
});

test('a table is a list where it is narrow, with the column beside what is labeled', async () => {
  await show(`<s-table><s-table-header-row><s-table-header listSlot="primary">Order</s-table-header><s-table-header listSlot="labeled">Items</s-table-header></s-table-header-row>
    <s-table-body><s-table-row><s-table-cell>#1001</s-table-cell><s-table-cell>3</s-table-cell></s-table-row></s-table-body></s-table>`);
  await page.setViewportSize({width: 900, height: 600});
  expect(await page.getByRole('row').count()).toBe(2);
  await page.getByRole('columnheader', {name: 'Items'}).waitFor();
  const cells = page.getByRole('cell');
  const tops = async () =>
    (await Promise.all([cells.first().boundingBox(), cells.last().boundingBox()])).map((box) =>
      Math.round(box?.y ?? -1),
    );
  const [first, last] = await tops();
  expect(first).toBe(last);
  await page.setViewportSize({width: 360, height: 600});
  await expect
    .poll(async () => {
      const [one = 0, two = 0] = await tops();
      return two > one;
    })
    .toBe(true);
  expect(await cells.last().innerText()).toBe('3');
});

const columns = () => get(`getComputedStyle(document.querySelector('s-grid')).gridTemplateColumns.split(' ').length`);

test('a grid follows the container that it stands in', async () => {
  await show(
    `<s-query-container><s-grid gridTemplateColumns="@container (inline-size > 500px) 1fr 1fr, 1fr"><s-box>a</s-box><s-box>b</s-box></s-grid></s-query-container>`,
  );
  await page.setViewportSize({width: 800, height: 600});
  await expect.poll(columns).toBe(2);
  await page.setViewportSize({width: 400, height: 600});
  await expect.poll(columns).toBe(1);
});
