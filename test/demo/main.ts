/** `npm run demo`: the main job before your eyes. `--once` ends by itself, with 0, or 1 if a step failed. */
import {parseArgs} from 'node:util';
import {startSandbox} from '../sandbox/start.ts';
import {logFolder} from '../sandbox/process.ts';
import {SandboxClient} from '../support/sandboxClient.ts';
import {tellStory, type Step} from './story.ts';

const {values} = parseArgs({
  options: {once: {type: 'boolean', default: false}, port: {type: 'string', default: process.env['PORT'] ?? ''}},
});

const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());

const began = performance.now();
const step: Step = async (title, work) => {
  const from = performance.now();
  process.stdout.write(`  … ${title}`);
  const clear = process.stdout.isTTY ? '\r' : '\n';
  try {
    const {result, outcome} = await work();
    process.stdout.write(`${clear}  ✓ ${title}  (${seconds(from)})\n      ${outcome}\n`);
    return result;
  } catch (error) {
    process.stdout.write(`${clear}  ✗ ${title}  (${seconds(from)})\n`);
    throw error;
  }
};
const seconds = (from: number) => `${((performance.now() - from) / 1000).toFixed(2)} s`;

let stop: (() => Promise<void>) | undefined;
try {
  console.log('Custom Fulfillment Services: the main job, on this machine alone.\n');
  const {sandbox, client} = await step('The sandbox starts: database, Shopify, Postmark, web, worker', async () => {
    const started = await startSandbox(values.port ? {port: Number(values.port)} : {});
    stop = started.stop;
    return {
      result: {sandbox: started.sandbox, client: new SandboxClient(started.sandbox)},
      outcome: `shop ${started.sandbox.shop}`,
    };
  });
  await tellStory(client, step);
  console.log(`\nEverything worked, in ${seconds(began)}. Where to look:`);
  console.log(`  admin   ${sandbox.admin}            the shop's orders, products and services`);
  console.log(`  inbox   ${sandbox.postmark}/inbox      the emails as the warehouse gets them`);
  console.log(
    `  API     ${sandbox.web}/api/services   with a token of ${sandbox.shopify}/sandbox/token?shop=${sandbox.shop}`,
  );
  console.log(`  logs    ${logFolder}`);
  if (!values.once && !stopping.signal.aborted) {
    console.log('\nIt stays up until Ctrl-C.');
    await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, {once: true}));
  }
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  console.error(`The logs are in ${logFolder}`);
  process.exitCode = 1;
} finally {
  await stop?.();
}
