import { describe, expect, it } from 'vitest';
import { countries, currencies, weekDays } from './names';

describe('names of the world', () => {
  it('names countries in the language and leaves out what is none', () => {
    const german = countries('ru', '').find(({ value }) => value === 'DE');
    expect(german?.label).toBe('Германия');
    const codes = countries('en', '').map(({ value }) => value);
    expect(codes).toContain('RU');
    expect(codes).not.toContain('EU');
    expect(codes).not.toContain('ZZ');
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('keeps the value that is set even when the browser does not know it', () => {
    expect(currencies('en', 'XQX').map(({ value }) => value)).toContain('XQX');
    expect(currencies('en', 'EUR').filter(({ value }) => value === 'EUR')).toHaveLength(1);
  });

  it('begins the week on Monday', () => {
    expect(weekDays('en')[0]).toBe('Mon');
    expect(weekDays('ru')).toEqual(['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс']);
  });
});
