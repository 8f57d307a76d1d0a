import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { expect } from 'vitest';

const BROWSER = process.env.MINI_BROWSER ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const SIZE = { width: 1366, height: 880 };

/** Keys that write no letter, as WebDriver numbers them. */
export const KEY = { enter: '\uE007', escape: '\uE00C', control: '\uE009', delete: '\uE017' } as const;

interface Point {
  x: number;
  y: number;
}

interface Action {
  type: string;
  [part: string]: unknown;
}

/**
 * A window of WebKitGTK, the engine of the desktop program on Linux, on a screen of its own. It is seen by scripts and
 * worked by pointer and keys alone.
 */
export class WebKitWindow {
  private readonly running: ChildProcess[] = [];
  private address = '';

  /** Opens the window at an address; the driver and the screen end with it. */
  static async open(url: string): Promise<WebKitWindow> {
    const window = new WebKitWindow();
    try {
      await window.start();
      await window.send('POST', '/url', { url });
      await window.run(TAKE_NOTE);
      return window;
    } catch (error) {
      await window.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.address !== '') await this.send('DELETE', '');
    for (const process of this.running.reverse()) {
      const ended = process.exitCode ?? new Promise((resolve) => process.once('exit', resolve));
      process.kill();
      await ended;
    }
  }

  /** What went wrong in the page since it was opened: errors thrown or written, and refusals by its security policy. */
  complaints(): Promise<string[]> {
    return this.run<string[]>('return window.complaints');
  }

  /** Runs the body of a function in the page, and answers what it returns. */
  run<Answer>(script: string, ...args: unknown[]): Promise<Answer> {
    return this.send<Answer>('POST', '/execute/sync', { script, args });
  }

  /** Waits for what is on screen and stands still, and answers its middle. With a text, what begins
   * with that line or is called so. */
  async find(css: string, text = ''): Promise<Point> {
    let before: Point | null = null;
    let point: Point | null = null;
    const look = async () => {
      before = point;
      point = await this.run<Point | null>(MIDDLE, css, text);
      return point !== null && point.x === before?.x && point.y === before.y;
    };
    await expect.poll(look, { message: `${css} ${text} on screen` }).toBe(true);
    return point as unknown as Point;
  }

  /** Goes to an address without loading the window anew, and waits until the screen has all that it asked for. */
  async visit(address: string): Promise<void> {
    await this.run('history.pushState({}, "", arguments[0])', address);
    let still = 0;
    await expect
      .poll(async () => {
        const asked = await this.run<number>('return document.querySelector("main") ? window.asked : -1');
        still = asked === 0 ? still + 1 : 0;
        return still;
      })
      .toBeGreaterThan(2);
  }

  async click(css: string, text = ''): Promise<void> {
    await this.act([moveTo(await this.find(css, text)), DOWN, UP]);
  }

  /** Carries one thing to another by the pointer. */
  async drag(from: Point, to: Point): Promise<void> {
    const steps = Array.from({ length: 8 }, (_, at) => between(from, to, (at + 1) / 8));
    await this.act([moveTo(from), DOWN, ...steps.map(moveTo), moveTo(to), UP]);
  }

  async scroll(css: string, deltaY: number): Promise<void> {
    const { x, y } = await this.find(css);
    const turn = { type: 'scroll', x, y, deltaX: 0, deltaY, origin: 'viewport', duration: 0 };
    await this.send('POST', '/actions', { actions: [{ type: 'wheel', id: 'wheel', actions: [turn] }] });
  }

  /** Types into whatever has the focus. */
  async type(text: string): Promise<void> {
    await this.keys([...text].flatMap((value) => [down(value), up(value)]));
  }

  /** Presses a key while another one is held. */
  async chord(held: string, key: string): Promise<void> {
    await this.keys([down(held), down(key), up(key), up(held)]);
  }

  private act(actions: Action[]): Promise<void> {
    const parameters = { pointerType: 'mouse' };
    return this.send('POST', '/actions', {
      actions: [{ type: 'pointer', id: 'mouse', parameters, actions }],
    });
  }

  private keys(actions: Action[]): Promise<void> {
    return this.send('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions }] });
  }

  private async start(): Promise<void> {
    const screen = this.spawn('Xvfb', [
      ...['-displayfd', '3', '-nolisten', 'tcp'],
      ...['-screen', '0', `${SIZE.width}x${SIZE.height}x24`],
    ]);
    const display = await firstLine(screen, screen.stdio[3] as Readable);
    const port = await freePort();
    this.spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { DISPLAY: `:${display}` });
    const driver = `http://127.0.0.1:${port}`;
    await expect.poll(() => listens(driver)).toBe(true);
    const options = { binary: BROWSER, args: ['--automation'] };
    const alwaysMatch = { acceptInsecureCerts: true, 'webkitgtk:browserOptions': options };
    const { sessionId } = await ask<{ sessionId: string }>('POST', `${driver}/session`, {
      capabilities: { alwaysMatch },
    });
    this.address = `${driver}/session/${sessionId}`;
    await this.send('POST', '/window/rect', { x: 0, y: 0, ...SIZE });
  }

  private spawn(program: string, args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    const child = spawn(program, args, {
      // Of the fourth Xvfb says on which display it is.
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      // A screen made in memory has no graphics card, and nobody who reads it aloud.
      env: { ...process.env, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1', ...env },
    });
    this.running.push(child);
    return child;
  }

  private send<Answer = void>(method: string, path: string, body?: unknown): Promise<Answer> {
    return ask<Answer>(method, this.address + path, body);
  }
}

/** The middle of the topmost element that is found and not covered; null while there is none. */
const MIDDLE = `
  const [css, text] = arguments;
  for (const element of document.querySelectorAll(css)) {
    const said = [element.innerText?.trim().split('\\n')[0], element.ariaLabel, element.labels?.[0]?.innerText];
    if (text !== '' && !said.includes(text)) continue;
    const box = element.getBoundingClientRect();
    const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
    const top = document.elementFromPoint(x, y);
    if (top && (element.contains(top) || top.contains(element))) return { x, y };
  }
  return null;`;

/** From then on the page notes what goes wrong, and how much it has asked the office for that has not come. */
const TAKE_NOTE = `
  window.complaints = [];
  const note = (text) => window.complaints.push(String(text));
  addEventListener('error', (event) => note(event.message));
  addEventListener('unhandledrejection', (event) => note(event.reason));
  addEventListener('securitypolicyviolation', (event) => note(event.violatedDirective + ' ' + event.blockedURI));
  const written = console.error;
  console.error = (...said) => { note(said.join(' ')); written(...said); };
  window.asked = 0;
  const plain = window.fetch;
  window.fetch = (...given) => {
    window.asked += 1;
    return plain(...given).finally(() => { window.asked -= 1; });
  };`;

const DOWN = { type: 'pointerDown', button: 0 };
const UP = { type: 'pointerUp', button: 0 };
const moveTo = ({ x, y }: Point) => ({ type: 'pointerMove', x, y, origin: 'viewport', duration: 20 });
const down = (value: string) => ({ type: 'keyDown', value });
const up = (value: string) => ({ type: 'keyUp', value });

function between(from: Point, to: Point, part: number): Point {
  return { x: Math.round(from.x + (to.x - from.x) * part), y: Math.round(from.y + (to.y - from.y) * part) };
}

async function ask<Answer>(method: string, url: string, body?: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as { value: Answer };
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}

async function listens(driver: string): Promise<boolean> {
  try {
    return (await ask<{ ready: boolean }>('GET', `${driver}/status`)).ready;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

function firstLine(program: ChildProcess, output: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    program.once('error', reject);
    program.once('exit', (code) => reject(new Error(`${program.spawnfile} ended with ${code}`)));
    createInterface({ input: output }).once('line', resolve);
  });
}
