import { Button, Group, Modal } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './confirm.module.css';
import { confirming } from './confirming';

/** Shows the question that stands. The shell holds it, so that no page brings a dialog of its own. */
export function Confirm() {
  const { t } = useTranslation();
  const question = useSyncExternalStore(confirming.subscribe, confirming.standing);
  // Whoever signs in next is not asked what another was.
  useEffect(() => () => confirming.answer(false), []);
  if (!question) return null;
  const { title, text, stay, sure } = question;
  return (
    <Modal
      opened
      onClose={() => confirming.answer(false)}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      data-testid="confirm"
    >
      <p className={classes.text}>{text}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => confirming.answer(false)} data-autofocus>
          {stay}
        </Button>
        <Button color="red" onClick={() => confirming.answer(true)} data-testid="confirm-sure">
          {sure}
        </Button>
      </Group>
    </Modal>
  );
}
