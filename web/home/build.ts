/** Builds the home page's client into `dist/`. `npm run build:home` does, and whoever starts a web process in the sandbox or in tests. */
import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {cp, mkdir, readFile, readdir, rename, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, 'dist');
const manifestFile = join(dist, 'manifest.json');
let builds = 0;

/** What `dist/manifest.json` says; `web/home.ts` reads it. */
export interface HomeManifest {
  /** File names in `dist/assets`. */
  script: string;
  styles: string[];
  /** Further scripts the first one loads when it needs them. */
  chunks: string[];
  /** Of what it was built from. */
  sourceHash: string;
}

/** Builds if there is no build, or one of other sources. Safe to call in several processes at once.
 * @throws Error with the bundler's words */
export async function ensureHomeBuilt(): Promise<HomeManifest> {
  const sourceHash = await hashSources();
  const built = await readManifest();
  return built?.sourceHash === sourceHash ? built : buildHome(sourceHash);
}

/** Builds. The files carry their content's hash in their names and the manifest comes last, so that a page under way finds its own. */
async function buildHome(sourceHash: string): Promise<HomeManifest> {
  const {build} = await import('vite');
  // One's own, also where two builds begin at once in one process.
  const outDir = join(dist, `.build-${process.pid}-${++builds}`);
  try {
    const result = await build({
      configFile: false,
      root: here,
      logLevel: 'warn',
      base: './',
      // A page's script is no place for what this machine is called or where it keeps its files.
      envDir: false,
      // Under NODE_ENV=test the bundler would write where each element stands in its source.
      oxc: {jsx: {runtime: 'automatic', importSource: 'preact', development: false}},
      build: {
        outDir,
        emptyOutDir: true,
        assetsDir: 'assets',
        assetsInlineLimit: 0,
        target: 'es2022',
        modulePreload: false,
        rolldownOptions: {input: join(here, 'src/main.tsx')},
      },
    });
    if (!('output' in result)) throw new Error('The bundler gave no single build.');
    const files = result.output;
    const entry = files.find((file) => file.type === 'chunk' && file.isEntry);
    if (!entry) throw new Error('The bundler gave no entry.');
    const manifest: HomeManifest = {
      script: nameOf(entry.fileName),
      styles: files.map(({fileName}) => nameOf(fileName)).filter((name) => name.endsWith('.css')),
      chunks: files.flatMap((file) => (file.type === 'chunk' && !file.isEntry ? [nameOf(file.fileName)] : [])),
      sourceHash,
    };
    await mkdir(join(dist, 'assets'), {recursive: true});
    await cp(join(outDir, 'assets'), join(dist, 'assets'), {recursive: true});
    await writeFile(join(outDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await rename(join(outDir, 'manifest.json'), manifestFile);
    await removeOld(new Set(files.map(({fileName}) => nameOf(fileName))));
    return manifest;
  } finally {
    await rm(outDir, {recursive: true, force: true});
  }
}

const nameOf = (fileName: string) => fileName.replace(/^assets\//, '');

async function removeOld(current: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(join(dist, 'assets'))) {
    if (!current.has(name)) await rm(join(dist, 'assets', name), {force: true});
  }
}

async function readManifest(): Promise<HomeManifest | null> {
  if (!existsSync(manifestFile)) return null;
  try {
    return JSON.parse(await readFile(manifestFile, 'utf8')) as HomeManifest;
  } catch {
    return null;
  }
}

/** Of every source file, of this one, and of the versions of what goes into the bundle. */
async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  const names = await readdir(join(here, 'src'), {recursive: true, withFileTypes: true});
  const files = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  for (const file of [...files.toSorted(), fileURLToPath(import.meta.url)]) {
    hash
      .update(file.slice(here.length))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  for (const name of ['vite', 'preact', '@fontsource-variable/noto-sans-thai']) {
    hash.update(await readFile(join(here, '../../node_modules', name, 'package.json')));
  }
  return hash.digest('hex');
}

if (import.meta.main) {
  const {script, styles, chunks} = await buildHome(await hashSources());
  process.stdout.write(`web/home/dist: ${[script, ...chunks, ...styles].join(', ')}\n`);
}
