import type { Page } from 'playwright-core';

export type Theme = 'light' | 'dark';

export async function wear(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((to) => {
    localStorage.setItem('kontora.theme', to);
    document.documentElement.setAttribute('data-mantine-color-scheme', to);
  }, theme);
}

/** Goes through the screens of one window as a person does: without loading the window anew for each. */
export class Visitor {
  private readonly page: Page;
  private readonly asked = new Set<unknown>();

  constructor(page: Page) {
    this.page = page;
    page.on('request', (request) => {
      if (!request.url().endsWith('/api/events')) this.asked.add(request);
    });
    page.on('requestfinished', (request) => this.asked.delete(request));
    page.on('requestfailed', (request) => this.asked.delete(request));
  }

  /** Goes to an address and waits until the screen has all that it asked the office for. */
  async to(address: string): Promise<void> {
    await this.page.evaluate((to) => history.pushState({}, '', to), address);
    await this.page.locator('main').first().waitFor();
    await this.filled();
  }

  /** Waits until nothing has been asked of the office any more while eight pictures were painted. */
  async filled(): Promise<void> {
    for (let still = 0; still < 8; still = this.asked.size === 0 ? still + 1 : 0) {
      await this.page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
      );
    }
  }
}
