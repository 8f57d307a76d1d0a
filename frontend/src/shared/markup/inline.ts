/** What stands on one line of what people write. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'mention'; name: string; id: string }
  | { kind: Mark; parts: Inline[] };

export type Mark = 'bold' | 'italic' | 'struck';

interface Delimiter {
  mark: Mark;
  sign: string;
  /** The place among the tokens where it stands. */
  at: number;
}

type Token = Exclude<Inline, { parts: Inline[] }> | { opens: Mark } | { closes: Mark };

const WORD = /[\p{L}\p{Nd}]/u;
const BLANK = /[ \t\u00a0]/;
const ADDRESS = /^https?:\/\/[^ \t\u00a0<>"`\\]*/;
const ENDS_SENTENCE = /[.,;:!?'")\]}*~»”]+$/;
// The text of a link holds no bracket that is not taken out of its meaning; where it leads, none at all.
const LINK = /^\[((?:[^[\]\\]|\\[\\[\]]|\\(?![\\[\]]))+)\]\(([^() \t\u00a0]+)\)/;
const MENTION = /^employee:([0-9a-f]{32})$/i;
const LONGEST_LINK = 3000;

/** Says whether a link may lead there: nowhere that runs a script or reads a file. */
export function isLink(target: string): boolean {
  return /^(?:https?:\/\/.|(?:mailto|tel):.)/i.test(target);
}

/**
 * Takes a line apart, exactly as the office does (backend/markup): the tests of both read the same examples. What has
 * no partner or leads where no link may is the text it was written as.
 */
export function parseLine(line: string): Inline[] {
  if (!/[*~`[]|https?:/.test(line)) return line === '' ? [] : [{ kind: 'text', text: line }];
  const reader = new LineReader(line);
  return nested(reader.read());
}

class LineReader {
  private readonly line: string;
  private at = 0;
  private readonly tokens: Token[] = [];
  private open: Delimiter[] = [];
  /** Lengths of rows of backticks that close no code in what is left. */
  private readonly unclosed = new Set<number>();

  constructor(line: string) {
    this.line = line;
  }

  read(): Token[] {
    while (this.at < this.line.length) this.step();
    return this.tokens;
  }

  private step(): void {
    const sign = this.line.charAt(this.at);
    if (sign === '\\') this.escape();
    else if (sign === '`') this.code();
    else if (sign === '*' || sign === '~') this.delimiter();
    else if (!this.leads(sign)) this.text(sign);
  }

  /** Reads a link, a mention or an address, if one stands here. */
  private leads(sign: string): boolean {
    if (sign === '[') return this.link(this.at);
    if (sign === '@') return this.line.charAt(this.at + 1) === '[' && this.link(this.at + 1);
    return sign === 'h' && this.address();
  }

  private text(text: string, length = text.length): void {
    const last = this.tokens.at(-1);
    if (last && 'kind' in last && last.kind === 'text') last.text += text;
    else if (text !== '') this.tokens.push({ kind: 'text', text });
    this.at += length;
  }

  private put(token: Token, length: number): void {
    this.tokens.push(token);
    this.at += length;
  }

  private run(at: number): number {
    let end = at + 1;
    while (this.line.charAt(end) === this.line.charAt(at)) end += 1;
    return end - at;
  }

  /** Before a sign two backslashes are one, and one left over takes its meaning away; elsewhere they stay. */
  private escape(): void {
    const count = this.run(this.at);
    const sign = this.line.charAt(this.at + count);
    const odd = count % 2 === 1;
    if (sign === '' || !'*~`['.includes(sign)) this.text('\\'.repeat(count));
    else this.text('\\'.repeat(count >> 1) + (odd ? sign : ''), odd ? count + 1 : count);
  }

  private code(): void {
    const count = this.run(this.at);
    const from = this.at + count;
    if (count <= 3 && !this.unclosed.has(count)) {
      for (let at = this.line.indexOf('`', from); at >= 0; ) {
        const row = this.run(at);
        if (row === count) {
          this.put({ kind: 'code', text: unpadded(this.line.slice(from, at)) }, at + count - this.at);
          return;
        }
        at = this.line.indexOf('`', at + row);
      }
      this.unclosed.add(count);
    }
    this.text('`'.repeat(count));
  }

  private address(): boolean {
    if (WORD.test(this.before(this.at))) return false;
    const [found = ''] = ADDRESS.exec(this.line.slice(this.at)) ?? [];
    const text = found.replace(ENDS_SENTENCE, '');
    if (!/^https?:\/\/./.test(text)) return false;
    this.put({ kind: 'link', text, href: text }, text.length);
    return true;
  }

  private link(bracket: number): boolean {
    const [whole, text = '', target = ''] = LINK.exec(this.line.slice(bracket, bracket + LONGEST_LINK)) ?? [];
    if (whole === undefined) return false;
    const read = text.replace(/\\([\\[\]])/g, '$1');
    const length = bracket + whole.length - this.at;
    if (bracket === this.at) {
      if (!isLink(target)) return false;
      this.put({ kind: 'link', text: read, href: target }, length);
      return true;
    }
    const id = MENTION.exec(target)?.[1];
    if (id === undefined) return false;
    this.put({ kind: 'mention', name: read, id: id.toLowerCase() }, length);
    return true;
  }

  private delimiter(): void {
    const sign = this.line.charAt(this.at);
    const count = this.run(this.at);
    const marks = rowOf(sign, count);
    if (marks.length === 0) {
      this.text(sign.repeat(count));
      return;
    }
    const before = this.before(this.at);
    const after = this.after(this.at + count);
    let opens = !BLANK.test(after);
    let closes = !BLANK.test(before);
    if (marks.length === 1 && marks[0] === 'italic') {
      // A single one within a word or between numbers multiplies.
      opens &&= !WORD.test(before);
      closes &&= !WORD.test(after);
    }
    if (closes && this.open.at(-1)?.mark === 'italic') marks.reverse();
    for (const mark of marks) {
      const written = sign.repeat(mark === 'italic' ? 1 : 2);
      if (closes && this.open.some((each) => each.mark === mark)) this.close(mark, written);
      else if (opens) {
        this.open.push({ mark, sign: written, at: this.tokens.length });
        this.put({ kind: 'text', text: written }, written.length); // until it has found its partner
        this.tokens.push({ kind: 'text', text: '' }); // keeps what follows apart from it
      } else this.text(written);
    }
  }

  private close(mark: Mark, written: string): void {
    for (let last = this.open.pop(); last; last = this.open.pop()) {
      if (last.mark !== mark) continue;
      this.tokens[last.at] = { opens: mark };
      break;
    }
    this.put({ closes: mark }, written.length);
  }

  private before(at: number): string {
    if (at === 0) return ' ';
    const low = this.line.charCodeAt(at - 1);
    return low >= 0xdc00 && low < 0xe000 ? this.line.slice(at - 2, at) : this.line.charAt(at - 1);
  }

  private after(at: number): string {
    const code = this.line.codePointAt(at);
    return code === undefined ? ' ' : String.fromCodePoint(code);
  }
}

function rowOf(sign: string, count: number): Mark[] {
  if (sign === '~') return count === 2 ? ['struck'] : [];
  const rows: Mark[][] = [['italic'], ['bold'], ['bold', 'italic']];
  return [...(rows[count - 1] ?? [])];
}

/** Takes off the blanks that keep code apart from its backticks. */
function unpadded(code: string): string {
  return code.length > 2 && code.startsWith(' ') && code.endsWith(' ') && code.trim() !== ''
    ? code.slice(1, -1)
    : code;
}

/** Puts what stands between two delimiters into one part; every one that is left has its partner. */
function nested(tokens: Token[]): Inline[] {
  const levels: Inline[][] = [[]];
  for (const token of tokens) {
    const here = levels.at(-1) ?? [];
    if ('opens' in token) {
      const parts: Inline[] = [];
      here.push({ kind: token.opens, parts });
      levels.push(parts);
    } else if ('closes' in token) levels.pop();
    else append(here, token);
  }
  return levels[0] ?? [];
}

function append(parts: Inline[], part: Inline): void {
  const last = parts.at(-1);
  if (part.kind === 'text' && part.text === '') return;
  if (part.kind === 'text' && last?.kind === 'text') last.text += part.text;
  else parts.push(part);
}
