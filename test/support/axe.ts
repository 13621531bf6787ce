/** axe in a page and in the frames it has: fails on what keeps people out. */
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {Frame, Page} from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string | null;
  help: string;
  nodes: {target: unknown[]; failureSummary?: string}[];
}

/** Each frame by itself: axe's own way through frames needs their origin, and those of extensions have none. */
const run = `axe.run(document, {iframes: false, resultTypes: ['violations']}).then(({violations}) => violations)`;
const grave = new Set(['serious', 'critical']);

/** @throws Error that lists each serious or critical fault, with where it is; `frames` are all of the page unless given */
export async function expectAccessible(page: Page, frames: Frame[] = page.frames()): Promise<void> {
  const faults: string[] = [];
  for (const frame of frames) {
    if (frame.isDetached() || (await isHidden(frame))) continue;
    await frame.evaluate(source);
    const violations: Violation[] = await frame.evaluate(run);
    for (const {id, impact, help, nodes} of violations.filter((one) => grave.has(one.impact ?? ''))) {
      const where = nodes.map(({target, failureSummary}) => `    ${JSON.stringify(target)} ${failureSummary ?? ''}`);
      faults.push(`  ${id} (${impact}): ${help}\n${where.join('\n')}`);
    }
  }
  if (faults.length > 0) throw new Error(`axe found ${faults.length} faults on ${page.url()}:\n${faults.join('\n')}`);
}

/** Frames that ask a condition are seen by nobody. */
async function isHidden(frame: Frame): Promise<boolean> {
  if (!frame.parentFrame()) return false;
  const element = await frame.frameElement();
  return !(await element.isVisible());
}
