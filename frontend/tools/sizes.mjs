// Holds what the browser loads to its budgets: the script before the first picture, and each part that is fetched when it is wanted.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const BUDGET = { initial: 280 * KB, part: 150 * KB };
const DIST = new URL('../dist/', import.meta.url);

const zipped = (path) => gzipSync(readFileSync(new URL(path, DIST))).length;
const shown = (bytes) => `${(bytes / KB).toFixed(1)} KB`;

const page = readFileSync(new URL('index.html', DIST), 'utf8');
const first = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path);
if (first.length === 0) throw new Error('dist/index.html loads no script: run `npm run build` first');
const parts = readdirSync(new URL('assets/', DIST))
  .filter((name) => name.endsWith('.js'))
  .map((name) => `assets/${name}`)
  .filter((path) => !first.includes(path))
  .map((path) => ({ path, size: zipped(path) }))
  .sort((one, other) => other.size - one.size);

const initial = first.reduce((sum, path) => sum + zipped(path), 0);
console.log(`initial script: ${shown(initial)} of ${shown(BUDGET.initial)} gzip, in ${first.length} files`);
for (const { path, size } of parts.slice(0, 3)) {
  console.log(`${path}: ${shown(size)} of ${shown(BUDGET.part)}`);
}

const over = parts.filter(({ size }) => size > BUDGET.part).map(({ path }) => path);
if (initial > BUDGET.initial) over.unshift('the initial script');
if (over.length > 0) {
  console.error(`too large: ${over.join(', ')}`);
  process.exitCode = 1;
}
