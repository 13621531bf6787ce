/** The home page's build: made once per state of its sources, and small. */
import {readFile} from 'node:fs/promises';
import {gzipSync} from 'node:zlib';
import {expect, test} from 'vitest';
import {ensureHomeBuilt} from '../../web/home/build.ts';
import {late} from '../../web/home/src/i18n/en/late.ts';

const read = (file: string) => readFile(new URL(`../../web/home/dist/assets/${file}`, import.meta.url));
const compressedKb = async (file: string) => gzipSync(await read(file)).length / 1024;

test('several at once, and again, give one build', async () => {
  const [first, second] = await Promise.all([ensureHomeBuilt(), ensureHomeBuilt()]);
  expect(second).toEqual(first);
  expect(await ensureHomeBuilt()).toEqual(first);
});

test('the page’s script is under 30 KB compressed; another language and the pages few need are apart, under 12 KB each', async () => {
  const {script, chunks, styles} = await ensureHomeBuilt();
  expect(await compressedKb(script)).toBeLessThan(30);
  const apart = chunks.map((name) => name.split('-')[0]);
  expect(apart).toEqual(expect.arrayContaining(['th', 'late', 'RemovalPage', 'ReactivationPage']));
  for (const file of [...chunks, ...styles]) expect(await compressedKb(file)).toBeLessThan(12);
});

test('the page’s script says nothing that is loaded with other pages only', async () => {
  const code = (await read((await ensureHomeBuilt()).script)).toString();
  expect(code).toContain('"services.title"');
  expect(Object.keys(late).filter((key) => code.includes(`"${key}"`))).toEqual([]);
});
