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

/** @throws Error that lists each serious or critical fault, with where it is; `frames` are all that show something unless given */
export async function expectAccessible(page: Page, frames?: Frame[]): Promise<void> {
  const faults: string[] = [];
  for (const frame of frames ?? (await openFrames(page))) {
    await frame.evaluate(source);
    const violations: Violation[] = await frame.evaluate(run);
    for (const {id, impact, help, nodes} of violations.filter((one) => grave.has(one.impact ?? ''))) {
      const where = nodes.map(({target, failureSummary}) => `    ${JSON.stringify(target)} ${failureSummary ?? ''}`);
      faults.push(`  ${id} (${impact}): ${help}\n${where.join('\n')}`);
    }
  }
  if (faults.length > 0) throw new Error(`axe found ${faults.length} faults on ${page.url()}:\n${faults.join('\n')}`);
}

/** The frames that show something and may run scripts: an email or a page to print may not, so nothing can look into it. */
export async function openFrames(page: Page): Promise<Frame[]> {
  const open: Frame[] = [];
  for (const frame of page.frames()) {
    if (!frame.parentFrame()) open.push(frame);
    // One that only asks a condition is seen by nobody, and may be gone by now.
    else if (!frame.isDetached() && (await isOpen(frame).catch(() => false))) open.push(frame);
  }
  return open;
}

async function isOpen(frame: Frame): Promise<boolean> {
  const element = await frame.frameElement();
  const sandbox = await element.getAttribute('sandbox');
  return (sandbox === null || sandbox.includes('allow-scripts')) && (await element.isVisible());
}
