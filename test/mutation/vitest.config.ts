import { defineConfig } from 'vitest/config';

/** The tests that the mutants of `test/mutation/stryker.json` are tried against. None needs the built program. */
export default defineConfig({
  test: {
    include: [
      'test/stream/*.test.ts',
      'test/http/*.test.ts',
      'test/hooks/*.test.ts',
      'test/checks/*.test.ts',
      'test/engine/segmentation.test.ts',
      'test/scenarios/expectations.test.ts',
      'test/scenarios/losses.test.ts',
    ],
    setupFiles: 'test/fixed-seed.ts',
    testTimeout: 60_000,
  },
});
