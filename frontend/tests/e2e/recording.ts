import type { Page, Response } from 'playwright-core';
import { call, type Desk } from './browser';

export interface Answer {
  status: number;
  text: string;
}

/** Asks the office from inside the page, as the window does, so that a recording has the answer too. */
export function ask(page: Page, method: string, path: string, body?: unknown): Promise<Answer> {
  return page.evaluate(
    async ([how, where, what]) => {
      const response = await fetch(where, {
        method: how,
        ...(what === undefined ? {} : { body: what, headers: { 'Content-Type': 'application/json' } }),
      });
      return { status: response.status, text: await response.text() };
    },
    [method, path, body === undefined ? undefined : JSON.stringify(body)] as const,
  );
}

interface OfficeEvent {
  name: string;
  data: string;
}

/** Everything a page is sent from now on: headers and bodies of all answers, and what the event stream says. */
export class Recording {
  readonly employee: string;
  private readonly answers: { url: string; text: Promise<string> }[] = [];
  private readonly heard: OfficeEvent[] = [];

  private constructor(employee: string) {
    this.employee = employee;
  }

  static async of(desk: Desk): Promise<Recording> {
    const me = await call<{ employee: { id: string } }>(desk, 'GET', '/api/me');
    const recording = new Recording(me.employee.id);
    desk.context.on('response', (response) => recording.keep(response));
    const protocol = await desk.context.newCDPSession(desk.page);
    protocol.on('Network.eventSourceMessageReceived', ({ eventName, data }) =>
      recording.heard.push({ name: eventName, data }),
    );
    await protocol.send('Network.enable');
    return recording;
  }

  private keep(response: Response): void {
    const url = response.url();
    const stream = new URL(url).pathname === '/api/events';
    const body = stream ? Promise.resolve('') : response.text().catch(() => '');
    const text = Promise.all([response.allHeaders(), body]).then(
      ([headers, content]) => `${JSON.stringify(headers)}\n${content}`,
    );
    this.answers.push({ url, text: text.catch(() => '') });
  }

  count(): number {
    return this.answers.length;
  }

  /** Addresses of answers in which the pattern occurs, and events with it. */
  async answersWith(pattern: RegExp): Promise<string[]> {
    const found: string[] = [];
    for (const { url, text } of this.answers) if (pattern.test(await text)) found.push(url);
    return [...found, ...this.heard.filter(({ data }) => pattern.test(data)).map(({ name }) => name)];
  }

  /** Events about a record that come after this moment. */
  eventsAbout(id: string): () => OfficeEvent[] {
    const from = this.heard.length;
    return () => this.heard.slice(from).filter(({ data }) => data.includes(id));
  }
}
