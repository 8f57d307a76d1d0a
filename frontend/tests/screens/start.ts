import type { TestProject } from 'vitest/node';
import { start } from '../e2e/program';

let stop = async () => {};

/** Starts the program KONTORA_BIN with its made-up company, the same every time. */
export async function setup(project: TestProject): Promise<void> {
  const { KONTORA_BIN } = process.env;
  if (!KONTORA_BIN) throw new Error('set KONTORA_BIN to the program');
  const office = await start(KONTORA_BIN, ['demo', '--listen', '127.0.0.1:0']);
  stop = office.stop;
  project.provide('offices', [{ url: office.url, login: 'admin', password: 'demo-demo-demo' }]);
}

export async function teardown(): Promise<void> {
  await stop();
}
