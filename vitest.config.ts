import {defineConfig} from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // It imports the extensions' TSX by itself, which Node cannot load: let Vitest transform that import too.
    server: {deps: {inline: ['@shopify/ui-extensions-tester']}},
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // Two cores on the machines this runs on; the tests wait for processes and browsers a third of the time. Measured: 570 s with
    // two, 471 s with three.
    maxWorkers: 3,
  },
});
