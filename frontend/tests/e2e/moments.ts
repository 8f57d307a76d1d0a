import type { Locator, Page } from 'playwright-core';

/**
 * Presses a button in one window and answers the milliseconds until a link of that name is painted in another. Both
 * clocks are the machine's, read inside the pages.
 */
export async function pressUntilSeen(button: Locator, watcher: Page, name: string): Promise<number> {
  await button.evaluate((element) => {
    const note = () => {
      document.documentElement.dataset.pressed = String(performance.timeOrigin + performance.now());
    };
    element.addEventListener('click', note, { capture: true, once: true });
  });
  const seen = watcher.evaluate(paintedLink, name);
  await button.click();
  const pressed = await button.page().evaluate(() => Number(document.documentElement.dataset.pressed));
  return (await seen) - pressed;
}

/** Runs in the page: when a link of that name has been painted. It ends with the page or the test if none ever is. */
function paintedLink(name: string): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      if (![...document.querySelectorAll('a')].some((link) => link.textContent === name)) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(undefined);
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
  });
}
