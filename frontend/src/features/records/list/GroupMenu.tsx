import { Button, Menu } from '@mantine/core';
import { IconLayoutRows } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FieldDefinition } from '@/shared/api';
import { label } from '@/shared/i18n';
import { groupFields } from './groups';

interface GroupMenuProps {
  fields: FieldDefinition[];
  group: string | undefined;
  onChange: (group: string | undefined) => void;
}

/** Chooses the field by whose values the rows of a list are grouped, or none. */
export function GroupMenu({ fields, group, onChange }: GroupMenuProps) {
  const { t, i18n } = useTranslation();
  const offered = groupFields(fields);
  if (offered.length === 0) return null;
  const nameOf = (field: FieldDefinition) => label(field.labels, i18n.language, field.name);
  const chosen = offered.find(({ name }) => name === group);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          {...(chosen ? {} : { color: 'gray' })}
          leftSection={<IconLayoutRows size={15} stroke={1.6} />}
          data-testid="group-by"
        >
          {chosen ? t('list.grouped_by', { name: nameOf(chosen) }) : t('list.group_by')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('list.group_by')} mah="60vh" style={{ overflowY: 'auto' }}>
        {chosen && <Menu.Item onClick={() => onChange(undefined)}>{t('list.ungroup')}</Menu.Item>}
        {chosen && <Menu.Divider />}
        {offered.map((field) => (
          <Menu.Item key={field.name} disabled={field === chosen} onClick={() => onChange(field.name)}>
            {nameOf(field)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
