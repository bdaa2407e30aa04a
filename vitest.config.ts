import { defineConfig } from 'vitest/config';
import { ALL_TESTS, INTEGRATION_TESTS, LONG_TESTS } from './test/sets.ts';

export default defineConfig({
  test: {
    setupFiles: 'test/fixed-seed.ts',
    // Milliseconds. They end what hangs; no sound test fails by them on a loaded machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ['default', './test/closing-line.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [...ALL_TESTS],
          exclude: [...INTEGRATION_TESTS, ...LONG_TESTS],
          // The files of one worker share what they import: loading it anew for each takes as long as the tests.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'integration', include: [...INTEGRATION_TESTS], globalSetup: 'test/build.ts' },
      },
      { extends: true, test: { name: 'long', include: [...LONG_TESTS], globalSetup: 'test/build.ts' } },
    ],
  },
});
