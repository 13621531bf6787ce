/** `npm test`: every test, once; arguments go to Vitest. */
import {spawn} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {ensureHomeBuilt} from '../web/home/build.ts';

/** More failed files than this are no bad luck. */
const mostToRepeat = 5;

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

function run(args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [vitest, 'run', ...args], {stdio: 'inherit'});
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** The files in which a test failed, by Vitest's report; none where there is no report. */
async function failedFiles(report: string): Promise<string[]> {
  const text = await readFile(report, 'utf8').catch(() => '{}');
  const {testResults = []} = JSON.parse(text) as {testResults?: {name: string; status: string}[]};
  return testResults.filter(({status}) => status === 'failed').map(({name}) => name);
}

/** Browsers and processes on two busy cores: on CI a file that fails is tried once more, alone and from the start, and named. */
async function runOnCi(args: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'test-report-'));
  try {
    const report = join(folder, 'report.json');
    const code = await run([...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
    const files = code === 0 ? [] : await failedFiles(report);
    if (files.length === 0 || files.length > mostToRepeat) return code;
    // A command-line tool: whoever reads the run's output, here or on CI, has to see what was tried twice.
    console.log(`\nFailed, and now tried once more, alone:\n${files.join('\n')}\n`);
    const again = await run([...files, '--maxWorkers=1']);
    if (again === 0) console.log(`\nFLAKY: failed among the others, passed alone:\n${files.join('\n')}\n`);
    return again;
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

await ensureHomeBuilt();
const args = process.argv.slice(2);
process.exit(await (process.env['CI'] ? runOnCi(args) : run(args)));
