const LETTERS: Record<string, string> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:ch ш:sh щ:sch ъ: ы:y ь: э:e ю:yu я:ya'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** A name for the API made from a label: "Дата визита" gives "data_vizita". */
export function slug(text: string): string {
  const latin = [...text.toLowerCase()].map((letter) => LETTERS[letter] ?? letter).join('');
  return latin
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .slice(0, 40);
}

/** The name itself, or with a number behind it where it is taken. */
export function freeName(name: string, taken: readonly string[]): string {
  let at = 2;
  let free = name;
  while (taken.includes(free)) free = `${name}_${at++}`;
  return free;
}
