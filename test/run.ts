/** `npm test`: every test, once; arguments go to Vitest. */
import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {ensureHomeBuilt} from '../web/home/build.ts';

await ensureHomeBuilt();
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const child = spawn(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {stdio: 'inherit'});
child.on('exit', (code) => process.exit(code ?? 1));
