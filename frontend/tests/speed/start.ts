import type { TestProject } from 'vitest/node';
import { start } from '../e2e/program';

let stop = async () => {};

/** Starts the program KONTORA_BIN with a made-up company of KONTORA_RECORDS deals, a million when nothing is said. */
export async function setup(project: TestProject): Promise<void> {
  const { KONTORA_BIN, KONTORA_RECORDS = '1000000' } = process.env;
  if (!KONTORA_BIN) throw new Error('set KONTORA_BIN to the program');
  console.log(`Making up ${KONTORA_RECORDS} deals: this takes minutes.`);
  const office = await start(KONTORA_BIN, ['demo', '--listen', '127.0.0.1:0', '--records', KONTORA_RECORDS]);
  stop = office.stop;
  project.provide('offices', [{ url: office.url, login: 'admin', password: 'demo-demo-demo' }]);
}

export async function teardown(): Promise<void> {
  await stop();
}
