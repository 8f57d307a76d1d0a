import i18n from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import type { Sync } from '../api';
import { formatterOf } from '../format';
import { en } from '../i18n/en';
import { ru } from '../i18n/ru';
import { syncWords } from './syncWords';

beforeAll(() =>
  i18n.init({ resources: { en: { translation: en }, ru: { translation: ru } }, fallbackLng: false }),
);

const atNoon = '2026-11-16T12:41:00Z';
const calm: Sync = {
  desk: true,
  office: 'there',
  synced_at: null,
  filled: 100,
  waiting: 0,
  unresolved: 0,
  scope: { mine: false, years: 0 },
};

const told = (language: 'en' | 'ru', sync: Partial<Sync>) =>
  syncWords({ ...calm, ...sync }, i18n.getFixedT(language), formatterOf(language, 'UTC'));

test.each<['en' | 'ru', Partial<Sync>, string, string]>([
  ['en', {}, 'current', 'Up to date'],
  ['en', { office: 'away' }, 'away', 'Office away'],
  ['en', { office: 'away', scope: { mine: true, years: 0 } }, 'away', 'Office away, only a part is here'],
  ['en', { filled: 42 }, 'filling', 'First sync: 42 %'],
  ['en', { filled: 42, waiting: 1 }, 'waiting', '1 change waiting'],
  ['en', { waiting: 1 }, 'waiting', '1 change waiting'],
  ['en', { waiting: 3, office: 'away' }, 'waiting', '3 changes waiting'],
  ['en', { waiting: 3, unresolved: 2 }, 'decide', '2 to decide'],
  ['en', { office: 'locked', unresolved: 2 }, 'locked', 'Locked'],
  ['en', { office: 'older', waiting: 2 }, 'locked', 'Office too old'],
  ['en', { office: 'newer' }, 'locked', 'Program too old'],
  ['ru', { office: 'older' }, 'locked', 'Офис пора обновить'],
  ['ru', { office: 'newer' }, 'locked', 'Программу пора обновить'],
  ['ru', {}, 'current', 'Синхронизировано'],
  ['ru', { office: 'away' }, 'away', 'Офис недоступен'],
  ['ru', { office: 'away', scope: { mine: false, years: 2 } }, 'away', 'Офис недоступен, здесь только часть'],
  ['ru', { filled: 42 }, 'filling', 'Загрузка: 42 %'],
  ['ru', { waiting: 1 }, 'waiting', '1 изменение ждёт отправки'],
  ['ru', { waiting: 3 }, 'waiting', '3 изменения ждут отправки'],
  ['ru', { waiting: 5 }, 'waiting', '5 изменений ждут отправки'],
  ['ru', { unresolved: 21 }, 'decide', '21 требует решения'],
  ['ru', { office: 'locked' }, 'locked', 'Заблокировано'],
])('a desk in %s, where %o: %s, “%s”', (language, sync, look, text) => {
  expect(told(language, sync)).toMatchObject({ look, text });
});

test('an office says nothing until there is something to decide', () => {
  expect(told('en', { desk: false })).toBeUndefined();
  expect(told('en', { desk: false, waiting: 2 })).toBeUndefined();
  expect(told('en', { desk: false, unresolved: 1 })?.text).toBe('1 to decide');
});

test('the whole of it says since when, and what else there is', () => {
  expect(told('en', { synced_at: atNoon })?.whole).toBe('Up to date · 16 Nov 2026, 12:41');
  expect(told('en', { synced_at: new Date().toISOString() })?.whole).toMatch(/^Up to date · \d\d:\d\d$/);
  expect(told('en', { office: 'away', synced_at: atNoon, waiting: 2, unresolved: 1 })?.whole).toBe(
    '1 to decide · 2 changes waiting · Office away · What you write is kept here · As of 16 Nov 2026, 12:41',
  );
});
