import { Button, Menu } from '@mantine/core';
import { IconColumns2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ElementType, FieldDefinition } from '@/shared/api';
import { label } from '@/shared/i18n';
import { laneFields } from '@/shared/ui';

interface LaneChoiceProps {
  type: ElementType;
  field: FieldDefinition;
  onChange: (field: string) => void;
}

/** Chooses the field whose choices make the lanes, where there are several. */
export function LaneChoice({ type, field, onChange }: LaneChoiceProps) {
  const { t, i18n } = useTranslation();
  const fields = laneFields(type);
  if (fields.length < 2) return null;
  const nameOf = (each: FieldDefinition) => label(each.labels, i18n.language, each.name);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconColumns2 size={15} stroke={1.6} />}
          data-testid="lane-field"
        >
          {t('board.by', { name: nameOf(field) })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('board.lanes')}>
        {fields.map((each) => (
          <Menu.Item key={each.name} disabled={each.name === field.name} onClick={() => onChange(each.name)}>
            {nameOf(each)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
