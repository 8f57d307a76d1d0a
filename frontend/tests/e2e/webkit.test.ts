import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { addressesFrom, OUTSIDE } from './addresses';
import { office, unique } from './browser';
import { PASSWORD } from './people';
import { KEY, WebKitWindow } from './webkit';
import { windowText } from './words';

interface Made {
  id: string;
  fields: Record<string, unknown>;
}

const en = windowText('en');
const ru = windowText('ru');

let token = '';
let window: WebKitWindow;
const login = unique('webkit').replaceAll(' ', '.');
const name = unique('Weir');
const renamed = unique('Lock');

/** Talks to the office past the window, as the administrator. */
async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(office.url + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

beforeAll(async () => {
  const { login: founder, password } = office;
  ({ token } = await call<{ token: string }>('POST', '/api/session', { login: founder, password }));
  const role = await call<Made>('POST', '/api/roles', { name: unique('Administration') });
  const employee = { last_name: unique('Novak'), first_name: 'Jan', login, password: PASSWORD };
  await call('POST', '/api/employees', {
    ...{ ...employee, language: 'en', status: 'active' },
    ...{ role_id: role.id, role_source: 'manual', administrator: true },
  });
  await call('POST', '/api/records/deal', { fields: { name, stage: 'prospecting' } });
});

const path = () => window.run<string>('return location.pathname');
const rows = () => window.run<string>('return document.querySelector("[role=grid]")?.innerText ?? ""');
const cards = () => window.run<number>('return document.querySelectorAll("[data-testid=board-card]").length');
const read = async (id: string) => (await call<Made>('GET', `/api/records/deal/${id}`)).fields;
/** How bright the page is behind everything, of 255. */
const brightness = () =>
  window.run<number>('return Math.max(...getComputedStyle(document.body).backgroundColor.match(/\\d+/g))');

test('the window works in WebKitGTK', { timeout: 300_000 }, async () => {
  window = await WebKitWindow.open(`${office.url}/sign-in`);
  onTestFinished(() => window.close());
  await window.click('input[name=login]');
  await window.type(login);
  await window.click('input[name=password]');
  await window.type(PASSWORD);
  await window.type(KEY.enter);
  await expect.poll(path).not.toBe('/sign-in');

  // A list is painted, and what it scrolls to as well.
  await window.click('nav a[href="/t/deal"]');
  await window.find('[role=grid] [role=row] a');
  const first = await rows();
  for (let turn = 0; turn < 6; turn += 1) await window.scroll('[role=grid]', 4_000);
  await expect.poll(rows).not.toBe(first);
  await window.find('[role=grid] [role=row] a');

  // The palette finds a deal, and its card takes a change.
  await window.chord(KEY.control, 'k');
  await window.find('[role=dialog] [role=combobox]:focus');
  await window.type(name);
  await window.click('[role=dialog] [role=option]', name);
  await window.find('[data-testid=card-title]', name);
  const id = (await path()).split('/').at(-1) ?? '';
  await window.click('[data-testid=edit-name]');
  await window.find('input:focus, textarea:focus');
  await window.chord(KEY.control, 'a');
  await window.type(renamed + KEY.enter);
  await window.find('[data-testid=card-title]', renamed);
  await expect.poll(async () => (await read(id)).name).toBe(renamed);

  // A deal is carried to another stage by the pointer.
  await window.click('nav a[href="/t/deal"]');
  await window.click('[data-testid=as-board]');
  await window.click('[data-testid=list-search] input, input[data-testid=list-search]');
  await window.type(renamed);
  // The board has been narrowed to it before it is taken hold of: cards move up as others go.
  await expect.poll(cards).toBe(1);
  await window.find('[data-lane=prospecting] a', renamed);
  await window.drag(await window.find('[data-testid=board-card]'), await window.find('[data-lane=engaging]'));
  await window.find('[data-lane=engaging] a', renamed);
  await expect.poll(async () => (await read(id)).stage).toBe('engaging');

  // In the dark, and in Russian.
  await window.chord(KEY.control, 'k');
  await window.find('[role=dialog] [role=combobox]:focus');
  await window.type(`>${en('settings.title')}`);
  await window.click('[role=dialog] [role=option]', en('settings.title'));
  await window.find('h1', en('settings.title'));
  await window.click('#personal input', en('shell.theme'));
  await window.click('[role=option]', en('shell.themes.dark'));
  await expect.poll(brightness).toBeLessThan(60);
  await window.click('#personal input', en('employees.language'));
  await window.click('[role=option]', 'Русский');
  await window.find('h1', ru('settings.title'));

  // Every other screen comes up as well.
  const screens = await addressesFrom((address) => call('GET', address));
  for (const address of Object.values(screens).flat()) {
    if (address !== OUTSIDE) await window.visit(address);
  }
  expect(await window.complaints()).toEqual([]);
});
