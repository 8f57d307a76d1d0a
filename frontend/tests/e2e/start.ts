import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { PLAN, sampleSet } from './sampleSet';

const PASSWORD = 'otter-river-stone-42';

declare module 'vitest' {
  interface ProvidedContext {
    office: { url: string; login: string; password: string };
  }
}

let stop = async () => {};

/**
 * Uses the office at KONTORA_URL, into which the plan's files have been imported; or starts the program KONTORA_BIN
 * on a folder of its own, with that import.
 */
export async function setup(project: TestProject): Promise<void> {
  const { KONTORA_URL, KONTORA_BIN, KONTORA_LOGIN, KONTORA_PASSWORD } = process.env;
  if (KONTORA_URL) {
    const [login, password] = [KONTORA_LOGIN ?? 'admin', KONTORA_PASSWORD ?? 'demo-demo-demo'];
    project.provide('office', { url: KONTORA_URL, login, password });
    return;
  }
  if (!KONTORA_BIN) throw new Error('set KONTORA_URL to a running office, or KONTORA_BIN to the program');
  const folder = await mkdtemp(join(tmpdir(), 'kontora-e2e-'));
  stop = () => rm(folder, { recursive: true, force: true });
  try {
    project.provide('office', { url: await open(KONTORA_BIN, folder), login: 'admin', password: PASSWORD });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Imports the sample set into a data folder, serves it, and answers its address. */
async function open(program: string, folder: string): Promise<string> {
  const data = join(folder, 'data');
  const env = { ...process.env, KONTORA_ADMIN_PASSWORD: PASSWORD };
  const from = await sampleSet(join(folder, 'made-up'));
  await promisify(execFile)(program, ['import', '--plan', PLAN, '--from', from, '--data', data], { env });
  const office = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  stop = async () => {
    const ended = office.exitCode ?? new Promise((resolve) => office.once('exit', resolve));
    office.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return readyUrl(office);
}

export async function teardown(): Promise<void> {
  await stop();
}

/** The address in the first line the program writes once it can serve. */
function readyUrl(office: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    office.once('exit', (code) => reject(new Error(`the office ended with ${code} before it was ready`)));
    if (!office.stdout) return reject(new Error('the office has no output'));
    createInterface({ input: office.stdout }).on('line', (line) => {
      const match = /^kontora ready (\S+)/.exec(line);
      if (match?.[1]) resolve(match[1]);
    });
  });
}
