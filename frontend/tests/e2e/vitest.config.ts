import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    include: ['*.test.ts'],
    globalSetup: './start.ts',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 90_000,
    // What is waited for comes when it comes: on a slow machine later than in the second that is usual.
    expect: { poll: { timeout: 20_000 } },
  },
});
