import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
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
  const [en, setEn] = useState(section?.labels?.en ?? title);
  const [ru, setRu] = useState(section?.labels?.ru ?? title);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (en.trim() === '' && ru.trim() === '') return;
    const name = section?.name ?? freeName(slug(en || ru) || 'section', taken);
    onSave({
      name,
      labels: { en: en.trim() || ru.trim(), ru: ru.trim() || en.trim() },
      fields: section?.fields ?? [],
    });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(section ? 'types.rename_section' : 'types.add_section')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={save}>
        <Stack gap={10}>
          <TextInput
            label={t('types.label_en')}
            value={en}
            onChange={(event) => setEn(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            label={t('types.label_ru')}
            value={ru}
            onChange={(event) => setRu(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
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
