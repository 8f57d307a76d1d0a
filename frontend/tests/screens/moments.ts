import type { Page } from 'playwright-core';

const LIST = '/t/deal?layout=table';
const DESIGN = '/admin/types/deal';

/** Something that opens over a screen or inside it. */
interface Opened {
  /** The address of the screen; without it, the card of a deal. */
  at?: string;
  open: (page: Page) => Promise<void>;
}

const press = (key: string) => (page: Page) => page.keyboard.press(key);
const click = (testId: string) => (page: Page) => page.getByTestId(testId).click();
const tab =
  (list: string, at: number) =>
  (page: Page): Promise<void> =>
    page.locator(`${list} [role=tab]`).nth(at).click();

/** What is taken opened, by the name of its picture. */
export const OPENED: Record<string, Opened> = {
  palette: { at: LIST, open: press('Control+K') },
  create: { at: LIST, open: press('C') },
  keys: { at: LIST, open: press('?') },
  filter: { at: LIST, open: press('F') },
  columns: { at: LIST, open: click('columns') },
  group: { at: LIST, open: click('group-by') },
  notices: { at: LIST, open: click('notices-tray') },
  jobs: { at: LIST, open: click('jobs-tray') },
  pipelines: { at: DESIGN, open: tab('main', 1) },
  'type-settings': { at: DESIGN, open: tab('main', 2) },
  chat: { open: tab('aside', 1) },
  why: { open: tab('aside', 2) },
  who: { open: tab('aside', 3) },
  related: { open: tab('aside', 4) },
  files: { open: tab('aside', 5) },
};

/** Lists in other shapes than the one they come in. */
export const SHAPED = [`${LIST}&group=stage`, `${LIST}&group=close_date:month`];

/** What is used on a phone. */
export const ON_A_PHONE = [LIST, '/t/deal/board', '/t/deal/new', '/people', '/inbox', '/help'];
