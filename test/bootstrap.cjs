// Runs a script of this repo on the Node that comes with it, and installs the dependencies first if they are missing.
// Plain CommonJS without dependencies: it must say something sensible on any Node, before anything is installed.
'use strict';
const {spawn, spawnSync} = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.dirname(__dirname);
const [script, ...args] = process.argv.slice(2);

function fail(sentence) {
  process.stderr.write(sentence + '\n');
  process.exit(1);
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));
  } catch {
    return null;
  }
}

/** Whether every package of the lock file is there in its version; optional ones of other platforms may be absent. */
function isInstalled() {
  const wanted = readJson('package-lock.json');
  const present = readJson('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted.packages).every(([name, {version, optional, link}]) => {
    if (!name.startsWith('node_modules/') && !name.includes('/node_modules/')) return true;
    const found = present.packages[name];
    return found ? link || found.version === version : Boolean(optional);
  });
}

function install() {
  process.stderr.write('Installing what is missing (npm ci), about a minute …\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (result.status === 0) return;
  const lines = String(result.stderr || result.error || '')
    .trim()
    .split('\n');
  const reason = lines.find((line) => /npm error (?!code|A complete)/.test(line)) || lines[0] || 'npm ci failed';
  fail('The dependencies could not be installed: ' + reason.replace(/^npm error /, '') + ' (run "npm ci" to see more)');
}

const major = Number(process.versions.node.split('.')[0]);
if (major < 20)
  fail('This needs Node 20 or later; this is Node ' + process.versions.node + '. See https://nodejs.org.');
try {
  fs.accessSync(root, fs.constants.W_OK);
} catch {
  fail('No write access to ' + root + ': change its owner, or clone the repository to a folder of yours.');
}
if (!isInstalled()) install();

const bin = path.join(root, 'node_modules', '.bin');
const child = spawn(path.join(bin, 'node'), [path.join(root, script), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: {...process.env, PATH: bin + path.delimiter + process.env.PATH},
});
// Ctrl-C reaches the child by itself; this process only waits for it to end well.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGHUP', () => child.kill('SIGTERM'));
// npm passes a signal on to its shell alone, which dies of it without a word to this process: an orphan ends as well.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) child.kill('SIGTERM');
}, 500).unref();
child.on('error', (error) => fail('Node could not be started: ' + error.message));
child.on('exit', (code, signal) => process.exit(code === null ? (signal === 'SIGINT' ? 130 : 1) : code));
