import { Button, Group, Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementType } from '@/shared/api';
import { inSentence, typeLabel } from '@/shared/i18n';
import { FieldInput, nameOf, showToast, useUnsaved } from '@/shared/ui';
import classes from './form.module.css';
import { useDraft } from './useDraft';

interface QuickCreateProps {
  type: ElementType;
  onClose: () => void;
}

/** Makes a record over the page one is on, from the least that it needs. */
export function QuickCreate({ type, onClose }: QuickCreateProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { fields, draft, touched, problem, errors, busy, save, inputOf } = useDraft(type);
  const least = fields.filter((field) => field.name === 'name' || field.required || errors[field.name]);
  const one = typeLabel(type, i18n.language, 'one');

  const create = async (): Promise<boolean> => {
    const record = await save();
    if (!record) return false;
    onClose();
    const params = { type: type.name, id: record.id };
    showToast(t('record.created', { name: nameOf(record) || one }), {
      text: t('record.open'),
      run: () => void navigate({ to: '/t/$type/$id', params }),
    });
    return true;
  };
  const unsaved = useUnsaved(touched, create);
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    // The dialog stands within a page that may be a form itself.
    event.stopPropagation();
    void create();
  };
  const openForm = () => {
    // What was filled in goes along.
    unsaved.settled();
    onClose();
    const state = touched ? { draft } : {};
    void navigate({ to: '/t/$type/new', params: { type: type.name }, state });
  };

  return (
    <Modal
      opened
      onClose={() => void unsaved.leave(onClose)}
      title={t('list.new', { name: inSentence(one) })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form className={classes.quick} onSubmit={handleSubmit} noValidate>
        {problem !== '' && (
          <div className={classes.problem} role="alert">
            {problem}
          </div>
        )}
        {least.map((field, index) => (
          <FieldInput key={field.name} {...inputOf(field)} autoFocus={index === 0} />
        ))}
        <Group justify="space-between" gap="xs">
          <Button variant="subtle" color="gray" onClick={openForm}>
            {t('record.full_form')}
          </Button>
          <Button type="submit" loading={busy} data-testid="save-quick">
            {t('common.create')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
