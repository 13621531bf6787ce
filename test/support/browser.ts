/** A headless Chromium for tests and screenshots: the one from npm, else the machine's own, else Playwright's. */
import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, rename, rm, writeFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {promisify} from 'node:util';
import {chromium, type Browser} from 'playwright-core';

interface Found {
  executablePath: string;
  env: Record<string, string>;
}

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Starts a browser; close it when done.
 * @throws Error in one sentence that says what to do, if no browser can be found
 */
export async function launchBrowser(): Promise<Browser> {
  const {executablePath, env} = await findBrowser();
  return chromium.launch({
    executablePath,
    headless: true,
    env: {...process.env, ...env},
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      // Without these, each start asks for hosts that a closed network refuses.
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // The same glyph positions on every machine.
      '--font-render-hinting=none',
    ],
  });
}

async function findBrowser(): Promise<Found> {
  if (process.platform === 'linux' && process.arch === 'x64') return packaged();
  const path = [...systemPaths, chromium.executablePath()].find((one) => existsSync(one));
  if (path) return {executablePath: path, env: {}};
  throw new Error('No browser was found: run "npx playwright-core install chromium", or install Chromium or Chrome.');
}

/** Chromium of @sparticuz/chromium with the libraries and fonts it brings, unpacked once per version. */
async function packaged(): Promise<Found> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@sparticuz/chromium');
  const {version}: {version: string} = require(join(entry, '../../package.json'));
  const folder = join(tmpdir(), `fulfillment-chromium-${version}`);
  if (!existsSync(folder)) await unpack(pathToFileURL(entry).href, folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      // For machines that lack NSS and expat, as a bare Debian does.
      LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

/** Unpacks beside, then renames: of several processes that do it at once, none sees a half-written browser. */
async function unpack(module: string, folder: string): Promise<void> {
  const staging = await mkdtemp(`${folder}-`);
  try {
    // In a process of its own, because the package unpacks into the temp folder, and what it unpacks depends on the
    // environment: only on what it takes for AWS Lambda, the libraries as well.
    const script = `import chromium from ${JSON.stringify(module)}; await chromium.executablePath();`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: {...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x'},
    });
    await mkdir(join(staging, 'cache'));
    await writeFile(join(staging, 'fonts.conf'), fontsConf(folder));
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, {recursive: true, force: true});
    if (!existsSync(folder)) throw error;
  }
}

/** The machine's fonts, and the package's own for a machine that has none. */
const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(folder, 'fonts/fonts')}</dir>
  <cachedir>${join(folder, 'cache')}</cachedir>
</fontconfig>
`;
