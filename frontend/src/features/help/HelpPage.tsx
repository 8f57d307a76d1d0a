import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bars, ErrorState, NotFound, PageHeader } from '@/shared/ui';
import { ContentsList } from './ContentsList';
import { HelpArticle, type OpenPage } from './HelpArticle';
import { HelpSearch } from './HelpSearch';
import classes from './help.module.css';
import { manualQuery } from './manual';

/** The manual on the whole width, each page under an address of its own. */
export function HelpPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { page } = useParams({ from: '/office/help/$page' });
  const { hash } = useLocation();
  const manual = useQuery(manualQuery(i18n.language === 'ru' ? 'ru' : 'en'));
  const [text, setText] = useState('');
  const shown = manual.data?.find(({ name }) => name === page);
  const open: OpenPage = (name, anchor = '') => {
    setText('');
    void navigate({ to: '/help/$page', params: { page: name }, hash: anchor });
  };
  return (
    <div className={classes.page}>
      <PageHeader title={t('help.title')}>
        <Button
          variant="default"
          leftSection={<IconPrinter size={15} stroke={1.6} />}
          onClick={() => window.print()}
        >
          {t('record.print')}
        </Button>
      </PageHeader>
      {manual.isPending && <Bars rows={12} />}
      {manual.isError && <ErrorState error={manual.error} onRetry={() => void manual.refetch()} />}
      {manual.data && (
        <div className={classes.columns}>
          <div className={classes.side}>
            <HelpSearch manual={manual.data} text={text} onText={setText} onOpen={open} />
            {text.trim() === '' && <ContentsList manual={manual.data} current={shown?.name} onOpen={open} />}
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too */}
          <section className={classes.reading} tabIndex={0} aria-label={shown?.title ?? t('help.title')}>
            {shown ? <HelpArticle page={shown} anchor={decoded(hash)} onOpen={open} /> : <NotFound />}
          </section>
        </div>
      )}
    </div>
  );
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return '';
  }
}
