import { IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Colleague } from '../../api';
import classes from './editor.module.css';

interface MentionPickerProps {
  id: string;
  found: Colleague[];
  active: number;
  onPick: (colleague: Colleague) => void;
}

/** Whom one may mean by what was typed behind an @. */
export function MentionPicker({ id, found, active, onPick }: MentionPickerProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.picker} role="listbox" id={id} aria-label={t('composer.mention')}>
      {found.map((each, place) => (
        <div
          key={each.id}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          className={classes.option}
          data-testid="mention-option"
          // The cursor stays in the text.
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(each);
          }}
        >
          <span>{each.name}</span>
          {each.detail && <span className={classes.detail}>{each.detail}</span>}
          {each.sees === false && (
            <span className={classes.unseen}>
              <IconEyeOff size={13} stroke={1.7} aria-hidden="true" /> {t('composer.mention_unseen')}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}
