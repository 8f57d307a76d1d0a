import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Somebody's own computer with a desk on it, and a window of it. */
export class Computer {
  readonly desk: Desk;
  readonly cable: Cable;
  private readonly data: string;
  private readonly stop: () => Promise<void>;

  private constructor(desk: Desk, cable: Cable, data: string, stop: () => Promise<void>) {
    this.desk = desk;
    this.cable = cable;
    this.data = data;
    this.stop = stop;
  }

  /** Starts a desk in an empty folder and signs somebody in at it. */
  static async of(browser: Browser, person: Person): Promise<Computer> {
    const program = process.env.KONTORA_BIN;
    if (!program) throw new Error('name the program in KONTORA_BIN: desks are started from it');
    const [data, cable] = await Promise.all([mkdtemp(join(tmpdir(), 'kontora-desk-')), Cable.lay()]);
    const { url, stop } = await start(program, [
      'desk',
      '--data',
      data,
      '--office',
      cable.url,
      '--listen',
      '127.0.0.1:0',
    ]);
    const desk = await openDesk(browser, 'en-GB', url);
    await signIn(desk, person.login, person.password ?? PASSWORD);
    return new Computer(desk, cable, data, stop);
  }

  /** Whether a text stands in any file of the desk, byte for byte. */
  async holds(text: string): Promise<boolean> {
    const names = await readdir(this.data, { recursive: true, withFileTypes: true });
    const files = names.filter((each) => each.isFile());
    const contents = await Promise.all(files.map((each) => readFile(join(each.parentPath, each.name))));
    return contents.some((content) => content.includes(text));
  }

  async close(): Promise<void> {
    await this.desk.close();
    await this.stop();
    await this.cable.close();
    await rm(this.data, { recursive: true, force: true });
  }
}
