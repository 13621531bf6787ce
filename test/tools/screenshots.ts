/**
 * `npm run screenshots`: every surface in both languages and both widths, from a sandbox of its own. `-- <folder>` says where (a
 * temp folder otherwise), `--only <part of a name>` which, `--readme` takes the four that README.md shows into docs/screenshots.
 */
import {mkdir, mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import type {Browser} from 'playwright-core';
import {startSandbox, type Sandbox} from '../sandbox/start.ts';
import {openAdmin, type Language} from '../support/adminPage.ts';
import {launchBrowser} from '../support/browser.ts';
import {SandboxClient} from '../support/sandboxClient.ts';
import {setScene, type Scene} from './scene.ts';
import type {Surface} from './surface.ts';
import {surfaces} from './surfaces.ts';

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {only: {type: 'string', default: ''}, readme: {type: 'boolean', default: false}},
});

interface Shot {
  surface: Surface;
  language: Language;
  width: number;
  file: string;
}

async function folderOf(): Promise<string> {
  if (values.readme) return resolve(import.meta.dirname, '../../docs/screenshots');
  return positionals[0] ? resolve(positionals[0]) : mkdtemp(join(tmpdir(), 'screenshots-'));
}

function shotsInto(folder: string): Shot[] {
  if (values.readme) {
    return surfaces.flatMap((surface) =>
      surface.readme
        ? [{surface, language: 'en' as const, width: 1280, file: join(folder, `${surface.readme.file}.png`)}]
        : [],
    );
  }
  return surfaces
    .filter(({name}) => name.includes(values.only))
    .flatMap((surface) =>
      (surface.oneLanguage ? (['en'] as const) : (['en', 'th'] as const)).flatMap((language) =>
        [1280, 375].map((width) => ({
          surface,
          language,
          width,
          file: join(folder, `${surface.name}-${language}-${width}.png`),
        })),
      ),
    );
}

/** @returns what the browser complained about */
async function take(
  browser: Browser,
  sandbox: Sandbox,
  scene: Scene,
  {surface, language, width, file}: Shot,
): Promise<string[]> {
  await using admin = await openAdmin(browser, sandbox, {language, width});
  if (values.readme && surface.readme) await admin.page.setViewportSize({width, height: surface.readme.height});
  await surface.open(admin, scene);
  await admin.page.screenshot({path: file});
  return admin.problems;
}

const folder = await folderOf();
await mkdir(folder, {recursive: true});
const [browser, {sandbox, stop}] = await Promise.all([launchBrowser(), startSandbox()]);
try {
  const scene = await setScene(new SandboxClient(sandbox));
  for (const shot of shotsInto(folder)) {
    try {
      const problems = await take(browser, sandbox, scene, shot);
      console.log(shot.file, ...problems.map((problem) => `\n    ${problem}`));
      if (problems.length > 0) process.exitCode = 1;
    } catch (error) {
      console.error(`${shot.file}: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
} finally {
  await browser.close();
  await stop();
}
