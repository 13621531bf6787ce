/**
 * `npm run chaos`: breaks everything by a seeded plan while several shops send requests, and checks that each ends in one email to each
 * address and one fulfillment. Exits with 1 if anything is violated.
 */
import {table, explain} from './report.ts';
import {readOptions, usage, type ChaosOptions} from './plan/options.ts';
import {describePlan, makePlan} from './plan/plan.ts';
import {runChaos} from './run.ts';

async function main(options: ChaosOptions, planOnly: boolean): Promise<void> {
  const plan = makePlan(options);
  if (planOnly) {
    console.log(describePlan(plan));
    return;
  }
  const began = performance.now();
  const result = await runChaos(plan, (line) =>
    console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${line}`),
  );
  for (const violation of result.violations.slice(0, 20)) console.log(`${explain(result, violation)}\n`);
  for (const {name, how, log} of result.ended) console.log(`${name} ended by itself (${how}):\n${log}\n`);
  console.log(table(result));
  process.exitCode = result.violations.length > 0 ? 1 : 0;
}

try {
  const {options, planOnly, help} = readOptions(process.argv.slice(2));
  if (help) console.log(usage);
  else await main(options, planOnly);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
