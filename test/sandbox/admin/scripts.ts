/** The browser's files: scripts bundled from `client`, and fonts from npm. */
import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {build} from 'esbuild';

const client = join(import.meta.dirname, 'client');
const entries = new Map(
  Object.entries({
    'polaris.js': 'polaris/index.ts',
    'app-bridge.js': 'appBridge/index.ts',
    'extension.js': 'extension/index.ts',
    'host.js': 'host/index.ts',
  }),
);

const require = createRequire(import.meta.url);
const fonts = new Map(
  Object.entries({
    'inter.woff2': '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
    'thai.woff2': '@fontsource-variable/noto-sans-thai/files/noto-sans-thai-thai-wght-normal.woff2',
  }),
);

const bundled = new Map<string, Promise<string>>();

/** A script of the sandbox, bundled once per process. @returns null if there is none of that name */
export function scriptOf(name: string): Promise<string> | null {
  const entry = entries.get(name);
  if (!entry) return null;
  const present = bundled.get(name) ?? bundle(entry);
  bundled.set(name, present);
  return present;
}

async function bundle(entry: string): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [join(client, entry)],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    tsconfigRaw: {},
  });
  return outputFiles[0]?.text ?? '';
}

/** @returns null if there is no font of that name */
export async function fontOf(name: string): Promise<Buffer | null> {
  const path = fonts.get(name);
  if (!path) return null;
  const [scope = '', pack = '', ...rest] = path.split('/');
  return readFile(join(require.resolve(`${scope}/${pack}/package.json`), '..', ...rest));
}
