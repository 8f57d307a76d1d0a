import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './leaving.module.css';

interface ClashNoteProps {
  shown: boolean;
  onDecide: (forTyped: boolean) => void;
}

/** Says that somebody else has changed the same as one is typing, and asks whose is to stand. */
export function ClashNote({ shown, onDecide }: ClashNoteProps) {
  const { t } = useTranslation();
  return (
    <div role="status" className={classes.live}>
      {shown && (
        <div className={classes.restored} data-testid="clash">
          <span>{t('leaving.clash')}</span>
          <Group gap={6} wrap="nowrap">
            <Button variant="default" size="compact-xs" onClick={() => onDecide(true)}>
              {t('leaving.keep_mine')}
            </Button>
            <Button variant="default" size="compact-xs" onClick={() => onDecide(false)}>
              {t('leaving.take_theirs')}
            </Button>
          </Group>
        </div>
      )}
    </div>
  );
}
