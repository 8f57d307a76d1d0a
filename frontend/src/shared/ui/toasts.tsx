import { notifications } from '@mantine/notifications';
import i18n from 'i18next';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from './States';
import classes from './toasts.module.css';

interface Undo {
  text: string;
  run: () => void;
}

/** A short word at the top; goes by itself after 8 seconds. */
export function showToast(message: string, undo?: Undo): void {
  const id = notifications.show({
    message: (
      <span className={classes.toast}>
        <span>{message}</span>
        {undo && (
          <button
            type="button"
            className={classes.undo}
            onClick={() => {
              notifications.hide(id);
              undo.run();
            }}
          >
            {undo.text}
          </button>
        )}
      </span>
    ),
    role: 'status',
    closeButtonProps: { 'aria-label': i18n.t('common.close') },
  });
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
