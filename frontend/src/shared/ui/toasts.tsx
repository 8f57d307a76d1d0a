import { notifications } from '@mantine/notifications';
import i18n from 'i18next';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from './States';
import classes from './toasts.module.css';

interface Undo {
  text: string;
  run: () => void;
}

interface Undoable {
  /** Of its toast. */
  id: string;
  run: () => void;
}

/** What can be taken back, the latest last. */
const undoable: Undoable[] = [];
const UNDOABLE_AT_MOST = 20;

/** Takes back the latest change that said it could be, whether its toast is still there or not. */
export function useUndo(): () => void {
  // Whoever signs in next takes back nothing of what was done before.
  useEffect(() => () => void undoable.splice(0), []);
  return useCallback(() => {
    const latest = undoable.pop();
    if (!latest) return;
    notifications.hide(latest.id);
    latest.run();
    showToast(i18n.t('common.undoing'));
  }, []);
}

/** A short word at the top; goes by itself after 8 seconds. */
export function showToast(message: string, undo?: Undo): void {
  const takeBack = () => {
    const at = undoable.findIndex((each) => each.id === id);
    if (at !== -1) undoable.splice(at, 1);
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
  if (!undo) return;
  undoable.push({ id, run: undo.run });
  if (undoable.length > UNDOABLE_AT_MOST) undoable.shift();
}

/** Shows a failure that has no place of its own on the page; it stays until it is closed. */
export function useShowError(): (error: unknown) => void {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const show = (error: unknown) => {
    notifications.show({
      title: t('common.failed'),
      message: errorText(error),
      color: 'red',
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
