/** The stand-in as a process of its own: one line of JSON, stops when asked. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {expect, it} from 'vitest';
import {apiKey, apiSecret} from './platformKit.ts';

const main = new URL('../../sandbox/shopify/main.ts', import.meta.url).pathname;

it.each(['SIGTERM', 'SIGINT'] as const)(
  'prints its address, answers, and stops on %s though its reader has gone',
  async (signal) => {
    const child = spawn(process.execPath, [main], {
      env: {
        ...process.env,
        PORT: '0',
        SHOPIFY_API_KEY: apiKey,
        SHOPIFY_API_SECRET: apiSecret,
        APP_URL: 'http://127.0.0.1:9',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const lines = createInterface({input: child.stdout});
      const [line] = (await once(lines, 'line')) as [string];
      const {url} = JSON.parse(line) as {url: string};
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      lines.close();
      child.stdout.destroy();
      const ended = once(child, 'exit');
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  },
);

it('says which variable is missing', async () => {
  const {SHOPIFY_API_KEY: _key, ...env} = {...process.env, SHOPIFY_API_KEY: ''};
  const child = spawn(process.execPath, [main], {env, stdio: ['ignore', 'ignore', 'pipe']});
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).not.toBe(0);
  expect(said.join('')).toContain('SHOPIFY_API_KEY is not set.');
});
