/** `npm run fuzz -- --seed 1 --count 100000`: hostile requests to every address of a sandbox's web process; ends with a report. */
import {parseArgs} from 'node:util';
import {logFolder} from '../../sandbox/process.ts';
import {startSandbox} from '../../sandbox/start.ts';
import {fuzz, operatorsStored} from './run.ts';

const {values} = parseArgs({
  options: {seed: {type: 'string', default: '1'}, count: {type: 'string', default: '10000'}},
});
const {sandbox, stop} = await startSandbox();
try {
  const report = await fuzz(sandbox, {
    seed: Number(values.seed),
    count: Number(values.count),
    onProgress: (sent) => {
      if (sent % 10_000 === 0) console.error(`${sent} sent`);
    },
  });
  const {faults, ...numbers} = report;
  const stored = await operatorsStored(sandbox);
  console.log(JSON.stringify({...numbers, faults: faults.length, stored: stored.length}, null, 2));
  for (const one of [...faults.slice(0, 50), ...stored.slice(0, 10)]) console.log(one);
  if (faults.length + stored.length > 0) {
    console.log(`The logs are in ${logFolder}.`);
    process.exitCode = 1;
  }
} finally {
  await stop();
}
