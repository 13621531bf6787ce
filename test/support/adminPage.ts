/** The sandbox's admin in a browser, as a merchant uses it: pages, menus, extensions in their frames, language and width. */
import type {Browser, BrowserContext, FrameLocator, Locator, Page} from 'playwright-core';

export type Language = 'en' | 'th';

export interface AdminPageOptions {
  /** Default `en`. */
  language?: Language;
  /** Of the window, in CSS pixels; default 1280. */
  width?: number;
}

const height = 900;
const words = {
  en: {select: 'Select'},
  th: {select: 'เลือก'},
};
const numberOf = (id: string) => id.split('/').at(-1)?.split('?')[0] ?? id;

/** Whether this is a test, and it has just failed; screenshots are taken outside of tests. */
async function testFailed(): Promise<boolean> {
  if (!process.env['VITEST']) return false;
  const {TestRunner} = await import('vitest');
  return TestRunner.getCurrentTest()?.result?.state === 'fail';
}

/** Opens a window of its own (cookies and storage too). Close it with `close`, or `await using`. */
export async function openAdmin(
  browser: Browser,
  {admin, postmark}: {admin?: string; postmark: string},
  {language = 'en', width = 1280}: AdminPageOptions = {},
): Promise<AdminPage> {
  if (!admin) throw new Error('This sandbox has no admin: it was started with its peers alone.');
  const context = await browser.newContext({viewport: {width, height}, reducedMotion: 'reduce'});
  context.setDefaultTimeout(15_000);
  return new AdminPage(context, await context.newPage(), {admin, inbox: postmark}, language);
}

/** All ids are Shopify's, gid or number. */
export class AdminPage {
  readonly page: Page;
  /** What the console complained about and what was thrown, in the page and in its frames. */
  readonly problems: string[] = [];
  readonly #context: BrowserContext;
  readonly #origin: string;
  readonly #inbox: string;
  #language: Language;

  constructor(context: BrowserContext, page: Page, origins: {admin: string; inbox: string}, language: Language) {
    this.#context = context;
    this.page = page;
    this.#origin = origins.admin;
    this.#inbox = origins.inbox;
    this.#language = language;
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
  }

  /** Opens a page by its path, in the language chosen. */
  async open(path: string): Promise<void> {
    const url = new URL(path, this.#origin);
    url.searchParams.set('lang', this.#language);
    await this.page.goto(url.href);
  }

  openOrders = () => this.open('/orders');
  openOrder = (id: string) => this.open(`/orders/${numberOf(id)}`);
  openProducts = () => this.open('/products');
  openProduct = (id: string) => this.open(`/products/${numberOf(id)}`);
  openVariant = (productId: string, id: string) =>
    this.open(`/products/${numberOf(productId)}/variants/${numberOf(id)}`);
  /** The app's home page, at a path of its own. */
  openHome = (path = '/') => this.open(`/app${path === '/' ? '' : path}`);

  /** What the fulfillment services got: the list, or one message by Postmark's id. */
  async openInbox(messageId = ''): Promise<void> {
    await this.page.goto(`${this.#inbox}/inbox${messageId && `/${messageId}`}`);
  }

  /** Shows the same page in another language. */
  async setLanguage(language: Language): Promise<void> {
    this.#language = language;
    const {pathname, search} = new URL(this.page.url());
    await this.open(pathname + search);
  }

  async setWidth(width: number): Promise<void> {
    await this.page.setViewportSize({width, height});
  }

  /** The app's home page, once it is open. */
  home(): FrameLocator {
    return this.page.frameLocator('#app-frame');
  }

  /** The block of an extension, as `orders` or `products`, on an open order, product or variant page. */
  block(handle: string): FrameLocator {
    return this.page.frameLocator(`[data-blocks] iframe[data-extension="${handle}"]`);
  }

  /** What the order or product page itself shows beside the extensions. */
  content(): Locator {
    return this.page.locator('main');
  }

  /** Opens an action from "More actions". @param name the entry's; may be left out if there is only one
   * @returns the extension's frame in the modal */
  async openAction(name?: string | RegExp): Promise<FrameLocator> {
    await this.#choose(this.page.locator('.page-actions [data-menu*=".action.render"]'), name);
    return this.modalFrame();
  }

  /** Opens a print action from "Print". */
  async openPrint(name?: string | RegExp): Promise<FrameLocator> {
    await this.#choose(this.page.locator('.page-actions [data-menu*="print-action"]'), name);
    return this.modalFrame();
  }

  /** What "More actions" offers. */
  async actions(): Promise<string[]> {
    const menu = this.page.locator('.page-actions [data-menu*=".action.render"]');
    await menu.getByRole('button').click();
    await menu.locator('[role=menu]').getByRole('status').waitFor({state: 'detached'});
    const items = await menu.getByRole('menuitem').allInnerTexts();
    await this.page.keyboard.press('Escape');
    return items.map((item) => item.replace('⬡', '').trim());
  }

  /** Selects rows of a list by their names, as `#1001`, and opens an action for them. */
  async openSelectionAction(names: readonly string[], action?: string | RegExp): Promise<FrameLocator> {
    for (const name of names) {
      await this.page.getByRole('checkbox', {name: `${words[this.#language].select} ${name}`, exact: true}).check();
    }
    await this.#choose(this.page.locator('[data-list] [data-menu]'), action);
    return this.modalFrame();
  }

  /** The frame of the extension whose modal is open. */
  modalFrame(): FrameLocator {
    return this.modal().frameLocator('iframe.extension-frame');
  }

  modal(): Locator {
    return this.page.getByRole('dialog');
  }

  /** Closes the modal by its own button, in its corner. */
  async closeModal(): Promise<void> {
    await this.modal().locator('.modal-close').click();
    await this.modal().waitFor({state: 'detached'});
  }

  async #choose(menu: Locator, name: string | RegExp | undefined): Promise<void> {
    await menu.locator('> button').click();
    const entry = menu.getByRole('menuitem', name === undefined ? {} : {name});
    await entry.click();
  }

  async close(): Promise<void> {
    if (await testFailed()) await this.#tell();
    await this.#context.close();
  }

  /** What the window shows, for whoever reads why a test failed. */
  async #tell(): Promise<void> {
    const shown = this.page.frames().map(async (frame) => `${frame.url()}\n${await frame.locator('body').innerText()}`);
    const texts = (await Promise.allSettled(shown)).map((one) => (one.status === 'fulfilled' ? one.value : '(gone)'));
    console.error(['The window when the test failed:', ...texts, ...this.problems].join('\n'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
