import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { start } from './program';
import { PLAN, sampleSet } from './sampleSet';
import { WORKERS } from './workers';

const PASSWORD = 'otter-river-stone-42';

interface Served {
  url: string;
  login: string;
  password: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each worker: what one test changes for the whole company, the tests beside it do not meet. */
    offices: Served[];
  }
}

/** What is undone at the end, the latest first. */
const undo: (() => Promise<unknown>)[] = [];

/**
 * Uses the office at KONTORA_URL, into which the plan's files have been imported; or starts the program KONTORA_BIN
 * for each worker, on folders of its own with that import. With KONTORA_POSTGRES, the program that starts a private
 * PostgreSQL server, each office is two processes on a database there, behind a balancer that takes them in turn.
 */
export async function setup(project: TestProject): Promise<void> {
  const { KONTORA_URL, KONTORA_BIN, KONTORA_LOGIN, KONTORA_PASSWORD } = process.env;
  if (KONTORA_URL) {
    const [login, password] = [KONTORA_LOGIN ?? 'admin', KONTORA_PASSWORD ?? 'demo-demo-demo'];
    project.provide('offices', [{ url: KONTORA_URL, login, password }]);
    return;
  }
  if (!KONTORA_BIN) throw new Error('set KONTORA_URL to a running office, or KONTORA_BIN to the program');
  try {
    const urls = process.env.KONTORA_POSTGRES
      ? await shared(KONTORA_BIN, process.env.KONTORA_POSTGRES)
      : await Promise.all((await imported(KONTORA_BIN)).map((data) => serve(KONTORA_BIN, data)));
    await Promise.all(urls.map(lastNamesFirst));
    project.provide(
      'offices',
      urls.map((url) => ({ url, login: 'admin', password: PASSWORD })),
    );
  } catch (error) {
    await teardown();
    throw error;
  }
}

export async function teardown(): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

/** Imports the sample set into a data folder, and answers it with a copy for each further worker. */
async function imported(program: string): Promise<string[]> {
  const parent = await mkdtemp(join(tmpdir(), 'kontora-e2e-'));
  undo.push(() => rm(parent, { recursive: true, force: true }));
  const [first = '', ...others] = Array.from({ length: WORKERS }, (_, place) =>
    join(parent, `data-${place}`),
  );
  const from = await sampleSet(join(parent, 'made-up'));
  await promisify(execFile)(program, ['import', '--plan', PLAN, '--from', from, '--data', first], {
    env: environment(),
  });
  for (const other of others) await cp(first, other, { recursive: true });
  return [first, ...others];
}

/** Serves a data folder, and answers its address. */
async function serve(program: string, data: string, ...more: string[]): Promise<string> {
  const office = await start(
    program,
    ['serve', '--data', data, '--listen', '127.0.0.1:0', ...more],
    environment(),
  );
  undo.push(office.stop);
  return office.url;
}

/** An office for each worker, with the sample set, on a PostgreSQL server that the program starts. */
async function shared(program: string, postgres: string): Promise<string[]> {
  const databases = await privateServer(postgres);
  const parent = await mkdtemp(join(tmpdir(), 'kontora-e2e-'));
  undo.push(() => rm(parent, { recursive: true, force: true }));
  const from = await sampleSet(join(parent, 'made-up'));
  return Promise.all(
    databases.map(async (database, place) => {
      const where = ['--data', join(parent, `data-${place}`), '--database', database];
      await promisify(execFile)(program, ['import', '--plan', PLAN, '--from', from, ...where], {
        env: environment(),
      });
      const [, data = '', ...more] = where;
      const one = await serve(program, data, ...more);
      return balance([one, await serve(program, data, ...more)]);
    }),
  );
}

/** Starts a PostgreSQL server with an empty database for each worker. */
async function privateServer(program: string): Promise<string[]> {
  const server = spawn(program, [String(WORKERS)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  undo.push(() => {
    server.stdin.end();
    return ended;
  });
  const addresses: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    addresses.push(line);
    if (addresses.length === WORKERS) return addresses;
  }
  throw new Error('there is no PostgreSQL server');
}

/** Listens before several servers, and leads each connection to the next of them; answers its address. */
async function balance(urls: string[]): Promise<string> {
  let next = 0;
  const balancer = createServer((from) => {
    const { hostname, port } = new URL(urls[next++ % urls.length] ?? '');
    const to = connect(Number(port), hostname);
    from.pipe(to).pipe(from);
    for (const [end, other] of [
      [from, to],
      [to, from],
    ] as const) {
      end.on('error', () => other.destroy());
      end.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => balancer.listen(0, '127.0.0.1', resolve));
  undo.push(async () => balancer.close());
  const address = balancer.address();
  if (address === null || typeof address === 'string') throw new Error('the balancer has no port');
  return `http://127.0.0.1:${address.port}`;
}

interface Named {
  id: string;
  name: string;
}

/** Has an office write last names first, as tests spell them, and waits until every card says so. */
async function lastNamesFirst(url: string): Promise<void> {
  const ask = async (method: string, path: string, body?: unknown, token?: string) => {
    const answer = await fetch(`${url}/api/${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const { token } = (await ask('POST', 'session', { login: 'admin', password: PASSWORD })) as {
    token: string;
  };
  await ask('PATCH', 'company', { name_order: 'last_first' }, token);
  for (let waits = true; waits; ) {
    const { items } = (await ask('GET', 'employees', undefined, token)) as { items: Named[] };
    const cards = (await ask('GET', 'records/employee?limit=200&fields=name', undefined, token)) as {
      items: { id: string; fields: { name: string } }[];
    };
    const titles = new Map(cards.items.map(({ id, fields }) => [id, fields.name]));
    waits = items.some(({ id, name }) => titles.get(id) !== name);
  }
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, KONTORA_ADMIN_PASSWORD: PASSWORD };
}
