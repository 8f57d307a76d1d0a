const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбю';

const TO_CYRILLIC = new Map([...LATIN].map((letter, at) => [letter, CYRILLIC[at] ?? letter]));
const TO_LATIN = new Map([...CYRILLIC].map((letter, at) => [letter, LATIN[at] ?? letter]));

/**
 * What the same keys give in the other layout: «сделка» for "cltkrf" and "deal" for «вуфд», in small letters. Nothing for
 * text without letters, which is the same in both.
 */
export function otherLayout(text: string): string | undefined {
  const small = text.toLowerCase();
  const letters = /[а-яё]/.test(small) ? TO_LATIN : /[a-z]/.test(small) ? TO_CYRILLIC : undefined;
  return letters && [...small].map((letter) => letters.get(letter) ?? letter).join('');
}

/** Says whether the name holds the text, in either layout. */
export function holds(name: string, text: string): boolean {
  const plain = (words: string) => words.toLowerCase().replaceAll('ё', 'е');
  const within = plain(name);
  const other = otherLayout(text);
  return within.includes(plain(text)) || (other !== undefined && within.includes(plain(other)));
}
