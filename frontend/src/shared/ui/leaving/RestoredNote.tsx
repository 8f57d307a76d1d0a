import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './leaving.module.css';

interface RestoredNoteProps {
  shown: boolean;
  onDiscard: () => void;
}

/** Says that a form holds what was typed there before and never saved. */
export function RestoredNote({ shown, onDiscard }: RestoredNoteProps) {
  const { t } = useTranslation();
  return (
    <div role="status" className={classes.live}>
      {shown && (
        <div className={classes.restored} data-testid="restored">
          <span>{t('leaving.restored')}</span>
          <Button variant="default" size="compact-xs" onClick={onDiscard}>
            {t('leaving.throw_away')}
          </Button>
        </div>
      )}
    </div>
  );
}
