import { useTranslation } from 'react-i18next';
import { CONTENTS, type PageName } from './contents';
import type { OpenPage } from './HelpArticle';
import classes from './help.module.css';
import type { HelpText } from './manual';

interface ContentsListProps {
  manual: HelpText[];
  current: PageName | undefined;
  onOpen: OpenPage;
}

/** The pages of the manual by their parts. */
export function ContentsList({ manual, current, onOpen }: ContentsListProps) {
  const { t } = useTranslation();
  const titles = new Map(manual.map(({ name, title }) => [name, title]));
  return (
    <nav className={classes.contents} aria-label={t('help.contents')}>
      {CONTENTS.map(({ part, pages }) => (
        <section key={part}>
          <h2 className={classes.part}>{t(`help.parts.${part}`)}</h2>
          <ul>
            {pages.map((name) => (
              <li key={name}>
                <a
                  href={`/help/${name}`}
                  aria-current={name === current ? 'page' : undefined}
                  onClick={(event) => {
                    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                    event.preventDefault();
                    onOpen(name);
                  }}
                >
                  {titles.get(name)}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
