import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

interface Running {
  url: string;
  stop: () => Promise<void>;
}

/** Starts the program, which serves an office, and waits until it can; what it has to say goes to our own output. */
export async function start(program: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Running> {
  const office = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    const ended = office.exitCode ?? new Promise((resolve) => office.once('exit', resolve));
    office.kill('SIGTERM');
    await ended;
  };
  try {
    return { url: await readyUrl(office), stop };
  } catch (error) {
    await stop();
    throw error;
  }
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
