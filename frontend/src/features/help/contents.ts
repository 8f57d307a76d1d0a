/** The pages of the manual in reading order. A page is `pages/en/NAME.md` and `pages/ru/NAME.md`; its title is its first line. */
export const CONTENTS = [
  { part: 'start', pages: ['start', 'find'] },
  {
    part: 'work',
    pages: [
      'lists',
      'bulk',
      'boards',
      'cards',
      'timeline',
      'sharing',
      'people',
      'inbox',
      'outbox',
      'settings',
      'rules',
    ],
  },
  {
    part: 'administration',
    pages: [
      'administration',
      'company',
      'employees',
      'structure',
      'groups',
      'roles',
      'profiles',
      'sharing-rules',
      'types',
      'pipelines',
      'import',
      'backup',
    ],
  },
] as const;

export type PageName = (typeof CONTENTS)[number]['pages'][number];

export const PAGE_NAMES: readonly PageName[] = CONTENTS.flatMap(({ pages }): readonly PageName[] => pages);

export function isPageName(name: string): name is PageName {
  return (PAGE_NAMES as readonly string[]).includes(name);
}
