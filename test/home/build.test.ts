/** The home page's build: made once per state of its sources, and small. */
import {readFile} from 'node:fs/promises';
import {gzipSync} from 'node:zlib';
import {expect, test} from 'vitest';
import {ensureHomeBuilt} from '../../web/home/build.ts';

async function compressedKb(file: string): Promise<number> {
  return gzipSync(await readFile(new URL(`../../web/home/dist/assets/${file}`, import.meta.url))).length / 1024;
}

test('several at once, and again, give one build', async () => {
  const [first, second] = await Promise.all([ensureHomeBuilt(), ensureHomeBuilt()]);
  expect(second).toEqual(first);
  expect(await ensureHomeBuilt()).toEqual(first);
});

test('the page’s script is under 30 KB compressed; another language and the pages few need are apart, under 12 KB each', async () => {
  const {script, chunks, styles} = await ensureHomeBuilt();
  expect(await compressedKb(script)).toBeLessThan(30);
  expect(new Set(chunks.map((name) => name.split('-')[0]))).toEqual(new Set(['pages', 'th']));
  for (const file of [...chunks, ...styles]) expect(await compressedKb(file)).toBeLessThan(12);
});
