import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { WORKERS } from './workers';

/** What these measure against a promise is measured with nothing beside it. */
const MEASURED = ['representative.test.ts', 'together.test.ts', 'invisible.test.ts'];

const resolve = { alias: { '@': fileURLToPath(new URL('../../src', import.meta.url)) } };

const common = {
  testTimeout: 120_000,
  hookTimeout: 90_000,
  // What is waited for comes when it comes: on a slow machine later than in the second that is usual.
  expect: { poll: { timeout: 20_000 } },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    globalSetup: './start.ts',
    projects: [
      {
        resolve,
        test: {
          ...common,
          name: 'measured',
          include: MEASURED,
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve,
        test: {
          ...common,
          name: 'others',
          include: ['*.test.ts'],
          exclude: MEASURED,
          maxWorkers: WORKERS,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
