import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    include: ['*.test.ts'],
    globalSetup: './start.ts',
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 90_000,
  },
});
