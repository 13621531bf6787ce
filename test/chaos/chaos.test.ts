/** A short run of `npm run chaos`: 200 requests, one seed, everything broken at least once, and some of it thought better of. */
import {expect, it} from 'vitest';
import {readOptions} from './plan/options.ts';
import {makePlan} from './plan/plan.ts';
import {explain, table} from './report.ts';
import {runChaos} from './run.ts';

const short = ['--seed', '5', '--requests', '200', '--seconds', '10', '--lag', '2', '--away', '3', '--no-drills'];

it('every request ends in one email to each address and one fulfillment, whatever breaks', async () => {
  const {options} = readOptions(short);
  const result = await runChaos(makePlan(options), () => undefined);
  console.log(table(result));
  expect(result.violations.map((one) => explain(result, one))).toEqual([]);
  // The run was one: things broke, and there was something to get wrong.
  expect(result.done.kills).toBeGreaterThan(1);
  expect(result.done.freezes).toBeGreaterThan(0);
  expect(result.facts.requests.length).toBeGreaterThanOrEqual(200);
  expect(result.facts.emails.length).toBeGreaterThan(300);
  expect(result.facts.notices.length).toBeGreaterThan(10);
  expect(result.searched.documents).toBeGreaterThan(500);
}, 300_000);
