import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // No test changes a module, so that files may share one worker and load the project once.
    pool: 'threads',
    isolate: false,
    // Most of the time goes by waiting for engines, not computing.
    maxWorkers: 4,
    // The longest test plays an outage on real engines, at a tenth of production's waits.
    testTimeout: 120_000,
  },
});
