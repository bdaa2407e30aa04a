import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: 'test/build.ts',
    setupFiles: 'test/fixed-seed.ts',
    testTimeout: 60_000,
  },
});
