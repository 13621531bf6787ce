/** The home page in the sandbox's admin, in a real browser. */
import type {FrameLocator, Page} from 'playwright-core';
import {startSandbox, type Sandbox} from '../../sandbox/start.ts';
import {openAdmin, type AdminPage, type AdminPageOptions} from '../../support/adminPage.ts';
import {launchBrowser} from '../../support/browser.ts';
import {SandboxClient} from '../../support/sandboxClient.ts';

export interface HomeWorld {
  sandbox: Sandbox;
  client: SandboxClient;
  /** A service of another app. */
  otherApp(name: string): Promise<void>;
  /** Opens the page at one of its addresses, in a window of its own. */
  open(path?: string, options?: AdminPageOptions): Promise<Opened>;
  close(): Promise<void>;
}

export interface Opened {
  admin: AdminPage;
  /** The admin's window. */
  page: Page;
  /** What is in the frame. */
  home: FrameLocator;
}

/** Starts a sandbox and a browser. */
export async function createHomeWorld(): Promise<HomeWorld> {
  const [{sandbox, stop}, browser] = await Promise.all([startSandbox(), launchBrowser()]);
  const client = new SandboxClient(sandbox);
  return {
    sandbox,
    client,
    async otherApp(name) {
      await client.graphql(
        'mutation Other($name: String!) { fulfillmentServiceCreate(name: $name) { userErrors { message } } }',
        {name},
      );
    },
    async open(path = '/', options = {}) {
      const admin = await openAdmin(browser, sandbox, options);
      await admin.openHome(path);
      return {admin, page: admin.page, home: admin.home()};
    },
    async close() {
      await browser.close();
      await stop();
    },
  };
}
