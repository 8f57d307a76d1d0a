// Checks that both languages have the same texts, with the plural forms each language needs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../src/shared/i18n/', import.meta.url).pathname;
const forms = { en: ['one', 'other'], ru: ['one', 'few', 'many', 'other'] };
const plural = /^(.*)_(zero|one|two|few|many|other)$/;
const problems = [];

function flatten(node, prefix = '') {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  );
}

function read(language, file) {
  return new Map(flatten(JSON.parse(readFileSync(join(root, language, file), 'utf8'))));
}

function bases(texts) {
  const found = new Map();
  for (const key of texts.keys()) {
    const match = plural.exec(key);
    const base = match ? match[1] : key;
    const list = found.get(base) ?? [];
    if (match) list.push(match[2]);
    found.set(base, list);
  }
  return found;
}

function placeholders(text) {
  return [...text.matchAll(/{{\s*([\w.]+)/g)]
    .map((match) => match[1])
    .sort()
    .join(',');
}

const files = readdirSync(join(root, 'en')).filter((name) => name.endsWith('.json'));
const others = readdirSync(join(root, 'ru')).filter((name) => name.endsWith('.json'));
for (const file of others) if (!files.includes(file)) problems.push(`ru/${file} has no English twin`);

for (const file of files) {
  if (!others.includes(file)) {
    problems.push(`en/${file} has no Russian twin`);
    continue;
  }
  const texts = { en: read('en', file), ru: read('ru', file) };
  const keys = { en: bases(texts.en), ru: bases(texts.ru) };
  for (const [base, used] of keys.en) {
    const twin = keys.ru.get(base);
    if (!twin) {
      problems.push(`ru/${file}: ${base} is missing`);
      continue;
    }
    if (used.length > 0 || twin.length > 0) {
      for (const [language, list] of [
        ['en', used],
        ['ru', twin],
      ]) {
        for (const form of forms[language]) {
          if (!list.includes(form)) problems.push(`${language}/${file}: ${base}_${form} is missing`);
        }
        for (const form of list) {
          if (!forms[language].includes(form))
            problems.push(`${language}/${file}: ${base}_${form} is not used by this language`);
        }
      }
    } else if (placeholders(texts.en.get(base)) !== placeholders(texts.ru.get(base))) {
      problems.push(`${file}: ${base} has other placeholders in Russian`);
    }
  }
  for (const base of keys.ru.keys()) if (!keys.en.has(base)) problems.push(`en/${file}: ${base} is missing`);
}

for (const problem of problems) console.error(problem);
console.log(`catalogues: ${files.length} files, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
