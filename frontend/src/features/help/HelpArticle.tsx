import { type MouseEvent, memo, type ReactNode, useEffect } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { Keycaps } from '@/shared/ui';
import { isPageName, type PageName } from './contents';
import classes from './help.module.css';
import type { HelpText } from './manual';
import { anchorOf, keyNamed } from './markdown';

/** Opens a page, at a heading if one is named. */
export type OpenPage = (page: PageName, anchor?: string) => void;

interface HelpArticleProps {
  page: HelpText;
  /** The heading to begin at. */
  anchor: string;
  onOpen: OpenPage;
}

/** A page of the manual as it is read. */
export function HelpArticle({ page, anchor, onOpen }: HelpArticleProps) {
  useEffect(() => {
    const at = anchor === '' ? page.name : anchor;
    document.getElementById(idOf(at))?.scrollIntoView({ block: 'start' });
  }, [page.name, anchor]);
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const [, name = '', to] = /^\/help\/([\w-]+)(?:#(.+))?$/.exec(link?.getAttribute('href') ?? '') ?? [];
    if (!isPageName(name) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(name, to === undefined ? undefined : decodeURIComponent(to));
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: only its links are followed, which keys press too
    <article id={idOf(page.name)} className={classes.article} onClick={follow}>
      <Text text={page.text} />
    </article>
  );
}

const Text = memo(function Text({ text }: { text: string }) {
  return (
    <Markdown remarkPlugins={PLUGINS} components={COMPONENTS}>
      {text}
    </Markdown>
  );
});

const PLUGINS = [remarkGfm];

const COMPONENTS: Components = {
  h1: ({ children }) => <h2 className={classes.title}>{children}</h2>,
  h2: ({ children }) => <h3 id={idOf(anchorOf(words(children)))}>{children}</h3>,
  a: ({ href = '', children }) => <a href={`/help/${href}`}>{children}</a>,
  code: ({ children }) => {
    const key = keyNamed(words(children));
    return key ? <Keycaps id={key} /> : <code>{children}</code>;
  },
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too
    <div className={classes.table} tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
};

/** Ids of the window are not taken for headings, which are called by their words. */
function idOf(anchor: string): string {
  return `help-${anchor}`;
}

function words(children: ReactNode): string {
  return Array.isArray(children) ? children.map(words).join('') : String(children ?? '');
}
