/** Every surface of `test/tools/surfaces.ts` in both languages, wide and narrow: nobody is kept out, nothing sticks out, no complaint. */
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {startSandbox, type Sandbox} from '../sandbox/start.ts';
import {openAdmin} from '../support/adminPage.ts';
import {expectAccessible, openFrames} from '../support/axe.ts';
import {launchBrowser} from '../support/browser.ts';
import {SandboxClient} from '../support/sandboxClient.ts';
import {setScene, type Scene} from '../tools/scene.ts';
import {surfaces} from '../tools/surfaces.ts';

let sandbox: Sandbox;
let stop: () => Promise<void>;
let browser: Browser;
let scene: Scene;

beforeAll(async () => {
  [browser, {sandbox, stop}] = await Promise.all([launchBrowser(), startSandbox()]);
  scene = await setScene(new SandboxClient(sandbox));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await stop?.();
});

describe.each([
  {language: 'en', width: 1280},
  {language: 'th', width: 375},
] as const)('in $language at $width px', ({language, width}) => {
  test.each(surfaces)('$name', async ({open}) => {
    await using admin = await openAdmin(browser, sandbox, {language, width});
    await open(admin, scene);
    await expectAccessible(admin.page);
    const sticksOut = await Promise.all(
      (await openFrames(admin.page)).map((frame) =>
        frame.evaluate('document.documentElement.scrollWidth > innerWidth'),
      ),
    );
    expect(sticksOut).not.toContain(true);
    expect(admin.problems).toEqual([]);
  });
});
