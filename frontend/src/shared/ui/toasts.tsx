import { notifications } from '@mantine/notifications';
import i18n from 'i18next';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isOfficeAway } from '../api';
import { useWholeErrorText } from './States';
import classes from './toasts.module.css';
import { UndoStack } from './undo';

interface Undo {
  text: string;
  run: () => void;
}

const undoable = new UndoStack();

/**
 * Says that a change has been sent that can be taken back once it has arrived: an undo wanted meanwhile waits for it.
 * The answered function is called when it has arrived, after its toast was shown, or was refused.
 */
export function changing(): () => void {
  return undoable.begin();
}

/** Takes back the latest change that said it could be, whether its toast is still there or not. */
export function useUndo(): () => void {
  // Whoever signs in next takes back nothing of what was done before.
  useEffect(() => () => undoable.forget(), []);
  return useCallback(() => {
    undoable.take((latest) => {
      notifications.hide(latest.id);
      latest.run();
      showToast(i18n.t('common.undoing'));
    });
  }, []);
}

/** A short word at the top; goes by itself after 8 seconds. */
export function showToast(message: string, undo?: Undo): void {
  const takeBack = () => {
    undoable.drop(id);
    notifications.hide(id);
    undo?.run();
  };
  const id: string = notifications.show({
    message: (
      <span className={classes.toast}>
        <span>{message}</span>
        {undo && (
          <button type="button" className={classes.undo} onClick={takeBack}>
            {undo.text}
          </button>
        )}
      </span>
    ),
    role: 'status',
    closeButtonProps: { 'aria-label': i18n.t('common.close') },
  });
  if (undo) undoable.push({ id, run: undo.run });
}

/** Shows a failure that has no place of its own on the page; it stays until it is closed. */
export function useShowError(): (error: unknown) => void {
  const { t } = useTranslation();
  const errorText = useWholeErrorText();
  const show = (error: unknown) => {
    const away = isOfficeAway(error);
    notifications.show({
      title: away ? undefined : t('common.failed'),
      message: away ? t('common.needs_office') : errorText(error),
      color: away ? 'gray' : 'red',
      autoClose: false,
      role: 'alert',
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  };
  // Callers put the function into effects: it stays the same while the language may change.
  const latest = useRef(show);
  latest.current = show;
  return useCallback((error) => latest.current(error), []);
}
