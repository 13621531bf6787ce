/** `npm run sandbox`: everything on one machine until Ctrl-C. `--json` prints one line for programs; `--peers` leaves the app out. */
import {parseArgs} from 'node:util';
import {logFolder} from './process.ts';
import {startSandbox} from './start.ts';

const {values} = parseArgs({
  options: {json: {type: 'boolean', default: false}, peers: {type: 'boolean', default: false}, port: {type: 'string'}},
});

const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
// Killed without a word, its parent leaves it an orphan: it ends as well, and its children with it.
const parent = process.ppid;
const orphaned = setInterval(() => {
  if (process.ppid !== parent) stopping.abort();
}, 1000);

try {
  const {sandbox, stop} = await startSandbox({
    peersOnly: values.peers,
    ...(values.port === undefined ? {} : {port: Number(values.port)}),
  });
  if (values.json) console.log(JSON.stringify(sandbox));
  else {
    for (const [name, value] of Object.entries(sandbox)) {
      if (typeof value === 'string') console.log(`${name.padEnd(9)}${value}`);
    }
    console.log(`logs     ${logFolder}\n\nCtrl-C stops everything.`);
  }
  if (!stopping.signal.aborted) {
    await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, {once: true}));
  }
  await stop();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  clearInterval(orphaned);
}
