import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './card.module.css';

interface CardPartsProps {
  fields: RefObject<HTMLElement | null>;
  timeline: RefObject<HTMLElement | null>;
}

/** On a narrow screen the fields and the timeline stand one below the other: leads to each, and marks the one that is read. */
export function CardParts({ fields, timeline }: CardPartsProps) {
  const { t } = useTranslation();
  const [below, setBelow] = useState(false);
  useEffect(() => {
    const part = timeline.current;
    if (!part) return;
    // Read is what fills the upper half.
    const observer = new IntersectionObserver(([entry]) => setBelow(entry?.isIntersecting === true), {
      rootMargin: '0px 0px -50% 0px',
    });
    observer.observe(part);
    return () => observer.disconnect();
  }, [timeline]);
  return (
    <nav className={classes.jumps} aria-label={t('record.parts')}>
      <button
        type="button"
        className={classes.tab}
        aria-current={!below || undefined}
        onClick={() => fields.current?.scrollIntoView()}
      >
        {t('record.fields')}
      </button>
      <button
        type="button"
        className={classes.tab}
        aria-current={below || undefined}
        onClick={() => timeline.current?.scrollIntoView()}
      >
        {t('timeline.title')}
      </button>
    </nav>
  );
}
