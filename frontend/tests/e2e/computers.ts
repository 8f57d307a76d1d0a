import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { type Desk, office, openDesk, signIn } from './browser';
import { PASSWORD, type Person } from './people';
import { start } from './program';

/** The wire between a computer and the office. */
class Cable {
  private readonly wires = new Set<Socket>();
  private isCut = false;

  private readonly server: Server;
  readonly url: string;

  private constructor(server: Server, url: string) {
    this.server = server;
    this.url = url;
  }

  static async lay(): Promise<Cable> {
    const to = new URL(office.url);
    const server = createServer((near) => {
      if (cable.isCut) return near.destroy();
      const far = dial(Number(to.port), to.hostname);
      cable.join(near, far);
      cable.join(far, near);
      return undefined;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the cable has no end');
    const cable = new Cable(server, `http://127.0.0.1:${address.port}`);
    return cable;
  }

  private join(from: Socket, to: Socket): void {
    this.wires.add(from);
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.wires.delete(from);
      to.destroy();
    });
  }

  cut(): void {
    this.isCut = true;
    for (const wire of this.wires) wire.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** What a system that keeps no secrets for the person at the computer looks like to a program. */
const withoutKeyring = { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '' };

/** Somebody's own computer with a desk on it, and a window of it. */
export class Computer {
  readonly desk: Desk;
  readonly cable: Cable;
  private readonly data: string;
  private readonly password: string;
  private readonly listen: string;
  private stop: () => Promise<void>;

  private constructor(
    desk: Desk,
    cable: Cable,
    data: string,
    password: string,
    listen: string,
    stop: () => Promise<void>,
  ) {
    this.desk = desk;
    this.cable = cable;
    this.data = data;
    this.password = password;
    this.listen = listen;
    this.stop = stop;
  }

  /** Starts a desk in an empty folder and signs somebody in at it. */
  static async of(browser: Browser, person: Person): Promise<Computer> {
    const [data, cable] = await Promise.all([mkdtemp(join(tmpdir(), 'kontora-desk-')), Cable.lay()]);
    const { url, stop } = await run(data, cable, '127.0.0.1:0');
    const desk = await openDesk(browser, 'en-GB', url);
    const password = person.password ?? PASSWORD;
    await signIn(desk, person.login, password);
    return new Computer(desk, cable, data, password, new URL(url).host, stop);
  }

  /** Ends the program and starts it again. */
  async restart(): Promise<void> {
    await this.stop();
    ({ stop: this.stop } = await run(this.data, this.cable, this.listen));
  }

  /** Whether a text stands in any file of the desk, byte for byte, as the files are. */
  holds(text: string): Promise<boolean> {
    return holds(this.data, text);
  }

  /** The same, of what the files are for whoever has the password of the one person who has a desk here. */
  async holdsSealed(text: string): Promise<boolean> {
    const [clear, people] = [await mkdtemp(join(tmpdir(), 'kontora-clear-')), join(this.data, 'people')];
    try {
      for (const name of await readdir(people)) {
        await promisify(execFile)(join(dirname(program()), 'unseal'), [
          join(people, name),
          this.password,
          clear,
        ]);
      }
      return await holds(clear, text);
    } finally {
      await rm(clear, { recursive: true, force: true });
    }
  }

  /** The folders of those who have a desk here. */
  people(): Promise<string[]> {
    return readdir(join(this.data, 'people'));
  }

  async close(): Promise<void> {
    await this.desk.close();
    await this.stop();
    await this.cable.close();
    await rm(this.data, { recursive: true, force: true });
  }
}

function program(): string {
  const named = process.env.KONTORA_BIN;
  if (!named) throw new Error('name the program in KONTORA_BIN: desks are started from it');
  return named;
}

function run(data: string, cable: Cable, listen: string) {
  return start(
    program(),
    ['desk', '--data', data, '--office', cable.url, '--listen', listen],
    withoutKeyring,
  );
}

async function holds(folder: string, text: string): Promise<boolean> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile());
  const contents = await Promise.all(files.map((each) => readFile(join(each.parentPath, each.name))));
  return contents.some((content) => content.includes(text));
}
