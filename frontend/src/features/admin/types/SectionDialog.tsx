import { Button, Group, Modal, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Labels } from '@/shared/api';
import { useUnsaved } from '@/shared/ui';
import { LabelInputs } from './LabelInputs';
import type { LaidSection } from './layout';
import { freeName, slug } from './slug';

interface SectionDialogProps {
  /** The section to rename; none makes a new one. */
  section: LaidSection | undefined;
  title: string;
  taken: string[];
  onSave: (section: LaidSection) => void;
  onClose: () => void;
}

/** What a section of the card is called, in both languages. */
export function SectionDialog({ section, title, taken, onSave, onClose }: SectionDialogProps) {
  const { t } = useTranslation();
  const begun = { en: section?.labels?.en ?? title, ru: section?.labels?.ru ?? title };
  const [labels, setLabels] = useState<Labels>(begun);
  const save = (): boolean => {
    const { en = '', ru = '' } = labels;
    if (en.trim() === '' && ru.trim() === '') return false;
    const name = section?.name ?? freeName(slug(en || ru) || 'section', taken);
    onSave({
      name,
      labels: { en: en.trim() || ru.trim(), ru: ru.trim() || en.trim() },
      fields: section?.fields ?? [],
    });
    onClose();
    return true;
  };
  const changed = (labels.en ?? '') !== begun.en || (labels.ru ?? '') !== begun.ru;
  const unsaved = useUnsaved(changed, () => Promise.resolve(save()));
  const close = () => void unsaved.leave(onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t(section ? 'types.rename_section' : 'types.add_section')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap={10}>
          <LabelInputs labels={labels} autoFocus onChange={setLabels} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" data-testid="save-section">
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
