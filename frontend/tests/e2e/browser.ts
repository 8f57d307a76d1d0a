import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';

const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export const office = officeOfWorker();

function officeOfWorker() {
  const offices = inject('offices');
  const own = offices[(Number(process.env.VITEST_POOL_ID) - 1) % offices.length];
  if (!own) throw new Error('no office was started for this worker');
  return own;
}

export function launch(): Promise<Browser> {
  const executablePath = CANDIDATES.find((path) => path !== undefined && existsSync(path));
  if (!executablePath) throw new Error('no Chromium found: install it, or name it in CHROMIUM');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Several people have a window each here, and none may be slowed because another is in front.
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      '--disable-background-timer-throttling',
    ],
  });
}

/** A window of somebody at his own computer; failures of the page itself fail the test. */
export interface Desk {
  context: BrowserContext;
  page: Page;
  /** What went wrong in the page: errors thrown, and refusals by its security policy. */
  complaints: string[];
  close: () => Promise<void>;
}

export async function openDesk(browser: Browser, locale = 'en-GB', url = office.url): Promise<Desk> {
  const context = await browser.newContext({
    baseURL: url,
    ignoreHTTPSErrors: true,
    locale,
    viewport: { width: 1280, height: 800 },
    // Nothing fades: what a test sees after a click is what stays, however slow the machine.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) complaints.push(text);
  });
  return { context, page, complaints, close: () => context.close() };
}

export async function signIn(desk: Desk, login = office.login, password = office.password): Promise<void> {
  await desk.page.goto('/sign-in');
  await desk.page.locator('input[name=login]').fill(login);
  await desk.page.locator('input[name=password]').fill(password);
  await desk.page.locator('button[type=submit]').click();
  await desk.page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Signs in past the window, which then stands open on no page yet. */
export async function enter(desk: Desk, login = office.login, password = office.password): Promise<void> {
  await call(desk, 'POST', '/api/session', { login, password });
}

/** Talks to the office with the session of a desk, past the window. */
export async function call<Answer>(
  desk: Desk,
  method: string,
  path: string,
  data?: unknown,
): Promise<Answer> {
  const response = await desk.context.request.fetch(path, {
    method,
    ...(data === undefined ? {} : { data }),
    headers: { 'Content-Type': 'application/json' },
  });
  if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Waits until nothing on the page moves or fades any more; what turns for ever, as a loader, is left out. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const painted = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const moving = () =>
      document
        .getAnimations()
        .filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity);
    do {
      await Promise.allSettled(moving().map((one) => one.finished));
      // A layer that has faded leaves the page with the next paint or the one after it.
      await painted();
      await painted();
    } while (moving().length > 0);
  });
}

const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Accessibility findings of what is on screen once it stands still, one line each with what was measured. Of a layer
 * over a page only what is `within` it is judged: what it covers in part is there whole once it is closed.
 */
export function findings(page: Page, within = 'html'): Promise<string[]> {
  return judged(page, within, { type: 'tag', values: ALL });
}

/** Of the findings those that change with the colours alone, for a screen judged in its other theme already. */
export function colourFindings(page: Page): Promise<string[]> {
  return judged(page, 'html', { type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
}

interface RunOnly {
  type: 'tag' | 'rule';
  values: string[];
}

async function judged(page: Page, within: string, runOnly: RunOnly): Promise<string[]> {
  await settled(page);
  const isolated = await page.context().newCDPSession(page);
  await isolated.send('Page.setBypassCSP', { enabled: true });
  return page.evaluate(
    async ({ source, within, runOnly }) => {
      interface Node {
        target: string[];
        failureSummary?: string;
      }
      interface Axe {
        run: (context: string, options: unknown) => Promise<{ violations: { id: string; nodes: Node[] }[] }>;
      }
      const global = globalThis as unknown as { axe?: Axe };
      if (!global.axe) new Function(source)();
      const result = await (global.axe as unknown as Axe).run(within, {
        runOnly,
        resultTypes: ['violations'],
      });
      return result.violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')} – ${node.failureSummary ?? ''}`),
      );
    },
    { source: axeSource, within, runOnly },
  );
}

let counter = 0;

/** A name that no other run against the same office has used. */
export function unique(stem: string): string {
  counter += 1;
  return `${stem} ${Date.now().toString(36)}${counter}`;
}
