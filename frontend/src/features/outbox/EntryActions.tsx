import { Button, CopyButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Names, OutboxItem } from '@/shared/api';
import { confirm, showToast, useFieldText, useShowError } from '@/shared/ui';
import {
  type Action,
  type AskedAction,
  actionsOf,
  hasWords,
  isAsked,
  type SentAction,
  send,
} from './actions';
import classes from './outbox.module.css';
import { copied, type TypedField } from './typed';

interface EntryActionsProps {
  item: OutboxItem;
  fields: TypedField[];
  names: Names;
}

/** The buttons below a change. */
export function EntryActions({ item, fields, names }: EntryActionsProps) {
  const { i18n } = useTranslation();
  const fieldText = useFieldText();
  const { busy, act } = useAct(item);
  const text = copied(item, fields, i18n.language, ({ field, value }) => fieldText(field, value, names));
  return (
    <div className={classes.actions}>
      {actionsOf(item).map((action, at) => (
        <ActionButton
          key={action}
          item={item}
          action={action}
          first={at === 0}
          busy={busy}
          text={text}
          onAct={(which) => void act(which)}
        />
      ))}
    </div>
  );
}

interface ActionButtonProps {
  item: OutboxItem;
  action: Action;
  first: boolean;
  busy: boolean;
  /** What he wrote, as plain text. */
  text: string;
  onAct: (action: SentAction) => void;
}

function ActionButton({ item, action, first, busy, text, onAct }: ActionButtonProps) {
  const { t } = useTranslation();
  const variant = isAsked(action) ? 'default' : 'light';
  const look = { size: 'compact-sm', variant: first ? variant : 'subtle' } as const;
  if (action === 'copy') {
    return (
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button {...look} onClick={copy}>
            {copied ? t('common.copied') : t('outbox.actions.copy')}
          </Button>
        )}
      </CopyButton>
    );
  }
  if (action === 'edit' || action === 'open') {
    return (
      <Button
        {...look}
        renderRoot={(props) => (
          <Link {...props} to="/t/$type/$id" params={{ type: item.type, id: item.record ?? '' }} />
        )}
      >
        {t(`outbox.actions.${action}`)}
      </Button>
    );
  }
  return (
    <Button
      {...look}
      {...(isAsked(action) && { color: 'red' })}
      disabled={busy}
      onClick={() => onAct(action)}
      data-testid={`outbox-${action}`}
    >
      {t(`outbox.actions.${action}`)}
    </Button>
  );
}

/** Does something with a change, after it was asked whether that is meant where it cannot be taken back. */
function useAct(item: OutboxItem): { busy: boolean; act: (action: SentAction) => Promise<void> } {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();
  const [busy, setBusy] = useState(false);
  const isMeant = (action: AskedAction) =>
    confirm({
      title: t(`outbox.ask.${action}.title`),
      text: t(`outbox.ask.${action}.${hasWords(item) ? 'words' : 'plain'}`),
      stay: t('outbox.ask.keep'),
      sure: t(`outbox.actions.${action}`),
    });
  const act = async (action: SentAction) => {
    if (isAsked(action) && !(await isMeant(action))) return;
    setBusy(true);
    try {
      await send(queries, action, item.id);
      showToast(t(`outbox.done.${action}`));
    } catch (error) {
      showError(error);
    }
    setBusy(false);
  };
  return { busy, act };
}
