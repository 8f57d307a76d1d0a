import { ActionIcon } from '@mantine/core';
import { IconArrowsMaximize, IconList, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bars, ErrorState } from '@/shared/ui';
import { ContentsList } from './ContentsList';
import type { PageName } from './contents';
import { HelpArticle, type OpenPage } from './HelpArticle';
import { HelpSearch } from './HelpSearch';
import classes from './help.module.css';
import { manualQuery } from './manual';
import { pageFor } from './places';

interface HelpPanelProps {
  /** Where the reader was when he asked for help; another `asked` opens that page anew. */
  place: { route: string; section: string | undefined; asked: number };
  onClose: () => void;
}

/** The manual beside the page one works on. */
export function HelpPanel({ place, onClose }: HelpPanelProps) {
  const { t, i18n } = useTranslation();
  const manual = useQuery(manualQuery(i18n.language === 'ru' ? 'ru' : 'en'));
  const [at, setAt] = useState<{ page: PageName; anchor: string }>({ page: 'start', anchor: '' });
  const [listed, setListed] = useState(false);
  const [text, setText] = useState('');
  const panel = useRef<HTMLElement>(null);
  const shown = manual.data?.find(({ name }) => name === at.page);
  const isRead = manual.data !== undefined;

  const open: OpenPage = (page, anchor = '') => {
    setAt({ page, anchor });
    setListed(false);
    setText('');
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: going on in the window leaves the page one is reading
  useEffect(() => open(pageFor(place.route, place.section) ?? 'start'), [place.asked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever asks again wants to look for something
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('[data-help-search]')?.focus();
  }, [place.asked, isRead]);
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };

  return (
    <aside
      ref={panel}
      className={classes.panel}
      aria-label={t('help.title')}
      data-region="help"
      onKeyDown={handleKey}
    >
      <div className={classes.head}>
        <h2 className={classes.name}>{t('help.title')}</h2>
        <ActionIcon
          onClick={() => setListed(!listed)}
          aria-pressed={listed}
          aria-label={t('help.contents')}
          title={t('help.contents')}
        >
          <IconList size={17} stroke={1.6} />
        </ActionIcon>
        <ActionIcon
          renderRoot={(props) => <Link {...props} to="/help/$page" params={{ page: at.page }} />}
          aria-label={t('help.whole')}
          title={t('help.whole')}
        >
          <IconArrowsMaximize size={16} stroke={1.6} />
        </ActionIcon>
        <ActionIcon onClick={onClose} aria-label={t('common.close')} title={t('common.close')}>
          <IconX size={17} stroke={1.6} />
        </ActionIcon>
      </div>
      {manual.isPending && <Bars rows={12} />}
      {manual.isError && <ErrorState error={manual.error} onRetry={() => void manual.refetch()} />}
      {manual.data && (
        <>
          <HelpSearch manual={manual.data} text={text} onText={setText} onOpen={open} />
          {text.trim() === '' && (
            <section
              key={listed ? 'contents' : at.page}
              className={classes.scroll}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too
              tabIndex={0}
              aria-label={listed ? t('help.contents') : shown?.title}
            >
              {listed && <ContentsList manual={manual.data} current={at.page} onOpen={open} />}
              {!listed && shown && <HelpArticle page={shown} anchor={at.anchor} onOpen={open} />}
            </section>
          )}
        </>
      )}
    </aside>
  );
}
