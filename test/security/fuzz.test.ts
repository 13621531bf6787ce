/** A short run of `npm run fuzz`: hostile requests to every address of the real web process. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {startSandbox, type Sandbox} from '../sandbox/start.ts';
import {fuzz, operatorsStored} from './fuzz/run.ts';

let sandbox: Sandbox;
let stop: (() => Promise<void>) | undefined;
beforeAll(async () => {
  ({sandbox, stop} = await startSandbox());
});
afterAll(() => stop?.());

test('fifteen hundred hostile requests end no process, hang nowhere and meet no error of ours', async () => {
  const report = await fuzz(sandbox, {seed: 5, count: 1500});
  expect(report.faults).toEqual([]);
  expect(report.sent).toBe(1500);
  // It was not the door alone that was tried: much of it was let in, and much of that refused for what was in it.
  expect(report.byStatus['200']).toBeGreaterThan(300);
  expect(report.byStatus['422']).toBeGreaterThan(100);
  expect(report.byStatus['401']).toBeGreaterThan(20);
  expect(await operatorsStored(sandbox)).toEqual([]);
});
