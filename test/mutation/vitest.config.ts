import { defineConfig } from 'vitest/config';

/** The tests that mutants of `src/stream` and `src/checks` are tried against: none needs the built program. */
export default defineConfig({
  test: {
    include: [
      'test/stream/*.test.ts',
      'test/checks/*.test.ts',
      'test/scenarios/expectations.test.ts',
      'test/scenarios/losses.test.ts',
    ],
    setupFiles: 'test/fixed-seed.ts',
    testTimeout: 60_000,
  },
});
