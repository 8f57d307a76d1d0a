// Reads the sources of the window for what neither the compiler nor the linter minds:
//   text that a person reads and that stands in no catalogue,
//   colours that are no tokens, so that one of the two themes would not have them,
//   functions and components that are written twice.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import ts from 'typescript';

const ROOT = 'src';
/** Where colours are made. */
const PALETTES = ['src/shared/ui/tokens.css', 'src/shared/ui/theme.ts'];
const COLOUR = /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b(?![\w-])|\b(?:rgba?|hsla?|oklch)\(/gi;
/** Attributes that a person reads or hears. */
const READ = new Set([
  'alt',
  'aria-label',
  'aria-description',
  'description',
  'label',
  'placeholder',
  'title',
]);
const LETTERS = /\p{L}{2}/u;
/** A sample of an address is the same in every language. */
const ADDRESS = /^[\w.@-]+\.\w+$/;
/** Names that are the same in every language. */
const NAMES = new Set(['Kontora', 'Esc', 'Ctrl', 'Enter']);
/** Shorter functions than this, in characters without spaces, may look alike by chance. */
const LONG = 160;

const problems = [];
const bodies = new Map();

for (const path of sources(ROOT)) {
  const text = readFileSync(path, 'utf8');
  if (!PALETTES.includes(path)) colours(path, text);
  if (extname(path) !== '.css') code(path, text);
}

for (const [, places] of bodies) {
  if (places.length > 1) problems.push(`written twice: ${places.join(' and ')}`);
}
for (const problem of problems) console.error(problem);
console.log(`sources: ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);

function sources(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((path) => /\.(css|tsx?)$/.test(path) && !/\.test\.tsx?$/.test(path));
}

function colours(path, text) {
  const bare = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '));
  for (const { 0: colour, index } of bare.matchAll(COLOUR)) {
    // An anchor of an address is no colour.
    if (extname(path) !== '.css' && !/['"`]$/.test(bare.slice(0, index))) continue;
    problems.push(`${path}:${lineAt(text, index)}: ${colour} is no token`);
  }
}

function code(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const visit = (node) => {
    if (ts.isJsxText(node)) said(file, node, node.text);
    if (ts.isJsxAttribute(node) && READ.has(node.name.getText(file)) && node.initializer) {
      if (ts.isStringLiteral(node.initializer)) said(file, node, node.initializer.text);
    }
    if (ts.isFunctionDeclaration(node) && node.body) remember(file, node);
    ts.forEachChild(node, visit);
  };
  visit(file);
}

function said(file, node, text) {
  const words = text.trim();
  if (LETTERS.test(words) && !ADDRESS.test(words) && !NAMES.has(words)) {
    problems.push(`${file.fileName}:${lineOf(file, node)}: “${words}” is in no catalogue`);
  }
}

/** Keeps a function by what it does, whatever it is called. */
function remember(file, node) {
  const body = node.body.getText(file).replace(/\s+/g, '');
  if (body.length < LONG) return;
  const place = `${file.fileName}:${lineOf(file, node)} ${node.name?.text ?? ''}`;
  bodies.set(body, [...(bodies.get(body) ?? []), place]);
}

function lineOf(file, node) {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

function lineAt(text, index) {
  return text.slice(0, index).split('\n').length;
}
