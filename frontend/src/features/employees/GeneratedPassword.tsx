import { Button, CopyButton, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './employees.module.css';

interface GeneratedPasswordProps {
  /** Whose it is. */
  name: string;
  password: string;
  onClose: () => void;
}

/** A password the office made, which nobody can be shown again: it stays until it is put away. */
export function GeneratedPassword({ name, password, onClose }: GeneratedPasswordProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={t('employees.generated', { name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.generated} role="status">
        <code>{password}</code>
        <div>{t('employees.generated_hint')}</div>
      </div>
      <Group gap="xs" justify="flex-end">
        <CopyButton value={password}>
          {({ copied, copy }) => (
            <Button data-autofocus variant="default" onClick={copy}>
              {copied ? t('common.copied') : t('common.copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </Group>
    </Modal>
  );
}
