import type { Page } from 'playwright-core';

/** What runs in the pages below. */
declare global {
  interface Window {
    painted: () => Promise<number>;
  }
}

/** Gives a page what the measures below need; holds for every page its window loads from now on. */
export async function prepare(page: Page): Promise<void> {
  await page.addInitScript(() => {
    // What a frame draws is on screen when a message sent in it arrives.
    window.painted = () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now());
          port2.postMessage(undefined);
        });
      });
  });
}

/** Milliseconds from the begin of loading an address until the element is painted. */
export async function load(page: Page, address: string, selector: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  return page.evaluate(untilShown, { selector, from: 0 });
}

/** Milliseconds from a press on a link until what it leads to is painted. */
export async function follow(page: Page, link: string, selector: string): Promise<number> {
  return page.evaluate(
    async ({ link, selector }) => {
      const element = document.querySelector<HTMLElement>(link);
      if (!element) throw new Error(`there is no ${link}`);
      const from = performance.now();
      element.click();
      for (;;) {
        const at = await window.painted();
        if (document.querySelector(selector)) return at - from;
      }
    },
    { link, selector },
  );
}

/** Milliseconds from each press of a key until the page has been painted after it. */
export async function presses(page: Page, key: string, times: number): Promise<number[]> {
  await page.evaluate(() => {
    const took: number[] = [];
    (window as unknown as { took: number[] }).took = took;
    document.addEventListener(
      'keydown',
      (event) => void window.painted().then((at) => took.push(at - event.timeStamp)),
      { capture: true },
    );
  });
  for (let time = 0; time < times; time++) {
    await page.keyboard.press(key);
    await page.evaluate(() => window.painted());
  }
  return page.evaluate(() => (window as unknown as { took: number[] }).took);
}

/** Milliseconds of each frame while an element is scrolled by some pixels a frame. */
export function scroll(page: Page, selector: string, pixels: number, frames: number): Promise<number[]> {
  return page.evaluate(
    ({ selector, pixels, frames }) =>
      new Promise<number[]>((resolve) => {
        const element = document.querySelector(selector);
        if (!element) throw new Error(`there is no ${selector}`);
        const took: number[] = [];
        let before = 0;
        const step = (now: number) => {
          if (before) took.push(now - before);
          before = now;
          element.scrollTop += pixels;
          if (took.length < frames) requestAnimationFrame(step);
          else resolve(took);
        };
        requestAnimationFrame(step);
      }),
    { selector, pixels, frames },
  );
}

async function untilShown({ selector, from }: { selector: string; from: number }): Promise<number> {
  for (;;) {
    const at = await window.painted();
    if (document.querySelector(selector)) return at - from;
  }
}

export function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
