/** The tests that mutations are tried against (`npm run mutation`): those of pure functions, which take milliseconds. */
import {defineConfig} from 'vitest/config';

export default defineConfig({
  test: {include: ['test/core/requests/{status,change,sent}.test.ts', 'test/email/outcomes.test.ts']},
});
