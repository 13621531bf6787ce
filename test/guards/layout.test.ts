/** The layout of design.md holds: who may import whom (the lint rules catch it), top-level files, file sizes. */
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync, cpSync, mkdirSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tracked = execFileSync('git', ['ls-files'], {cwd: root, encoding: 'utf8'}).trim().split('\n');

describe('the tree', () => {
  it('has only the folders of the design at its top', () => {
    const folders = new Set(tracked.flatMap((file) => (file.includes('/') ? [file.split('/')[0]] : [])));
    expect(
      [...folders].filter((name) => !['.ci', 'core', 'docs', 'extensions', 'jobs', 'test', 'web'].includes(name ?? '')),
    ).toEqual([]);
  });

  it('has no source file over 300 lines', () => {
    const long = tracked
      .filter((file) => /\.(ts|tsx|mts|cts|js|mjs|cjs)$/.test(file) && !file.includes('generated/operations'))
      .filter((file) => readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length > 300);
    expect(long).toEqual([]);
  });
});

describe('the layer rule', () => {
  let folder: string;
  beforeAll(() => {
    // A copy of the lint rules with one offending file each; inside the repo it would be linted as ours.
    folder = mkdtempSync(join(tmpdir(), 'layers-'));
    cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  });
  afterAll(() => rmSync(folder, {recursive: true, force: true}));

  const lint = (file: string, source: string) => {
    mkdirSync(join(folder, dirname(file)), {recursive: true});
    writeFileSync(join(folder, file), source);
    const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
    const {stdout} = spawnSync(process.execPath, [oxlint, '--format=unix', file], {cwd: folder, encoding: 'utf8'});
    return [...stdout.matchAll(/no-restricted-imports/g)].map(([rule]) => rule);
  };

  it.each([
    ['core/a/b.ts', "import '../../web/app.ts';"],
    ['core/a/b.ts', "import '../../jobs/contracts.ts';"],
    ['core/a/b.ts', "import '../../test/x.ts';"],
    ['core/a.ts', "import 'express';"],
    ['core/a.ts', "import 'agenda';"],
    ['core/a.ts', "import 'preact';"],
    ['jobs/a.ts', "import '../web/app.ts';"],
    ['jobs/a.ts', "import 'express';"],
    ['web/a.ts', "import 'agenda';"],
    ['web/a.ts', "import '../jobs/handlers.ts';"],
    ['web/a.ts', "import '../test/x.ts';"],
    ['extensions/orders/src/a.ts', "import '../../../core/errors.ts';"],
    ['extensions/orders/src/a.ts', "import '../../../web/app.ts';"],
  ])('refuses in %s: %s', (file, source) => {
    expect(lint(file, source)).toEqual(['no-restricted-imports']);
  });

  it.each([
    ['web/a.ts', "import '../jobs/enqueue.ts';"],
    ['web/a.ts', "import '../core/errors.ts';"],
    ['jobs/a.ts', "import '../core/errors.ts';"],
    ['extensions/orders/src/a.ts', "import type {Service} from '../../../core/wire.ts';\nexport type A = Service;"],
  ])('allows in %s: %s', (file, source) => {
    expect(lint(file, source)).toEqual([]);
  });
});
