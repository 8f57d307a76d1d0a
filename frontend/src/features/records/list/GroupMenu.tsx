import { Button, Menu } from '@mantine/core';
import { IconCheck, IconLayoutRows } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDefinition } from '@/shared/api';
import { label } from '@/shared/i18n';
import { iconic } from '@/shared/ui';
import { type Grouping, groupFields, groupingOf, isDated, PERIODS, wordOf } from './groups';

interface GroupMenuProps {
  fields: FieldDefinition[];
  group: string | undefined;
  onChange: (group: string | undefined) => void;
}

/** Chooses the field by whose values the rows of a list are grouped, for dates the period too, or none. */
export function GroupMenu({ fields, group, onChange }: GroupMenuProps) {
  const { t, i18n } = useTranslation();
  const offered = groupFields(fields);
  if (offered.length === 0) return null;
  const nameOf = (field: FieldDefinition) => label(field.labels, i18n.language, field.name);
  const chosen = groupingOf(fields, group);
  const choose = (next: Grouping) => onChange(wordOf(next));
  const said = ({ field, period }: Grouping) =>
    period
      ? t('list.grouped_dated', { name: nameOf(field), period: t(`list.period.${period}`) })
      : nameOf(field);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          {...(chosen ? {} : { color: 'gray' })}
          className={iconic}
          leftSection={<IconLayoutRows size={15} stroke={1.6} />}
          data-testid="group-by"
        >
          {chosen ? t('list.grouped_by', { name: said(chosen) }) : t('list.group_by')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('list.group_by')} mah="60vh" style={{ overflowY: 'auto' }}>
        {chosen && <Menu.Item onClick={() => onChange(undefined)}>{t('list.ungroup')}</Menu.Item>}
        {chosen?.period && (
          <>
            <Menu.Divider />
            <Menu.Label>{nameOf(chosen.field)}</Menu.Label>
            {PERIODS.map((period) => (
              <Choice
                key={period}
                value={period}
                chosen={period === chosen.period}
                onClick={() => choose({ ...chosen, period })}
              >
                {t(`list.by_period.${period}`)}
              </Choice>
            ))}
          </>
        )}
        {chosen && <Menu.Divider />}
        {offered.map((field) => (
          <Choice
            key={field.name}
            value={field.name}
            chosen={field === chosen?.field}
            onClick={() => choose({ field, period: isDated(field) ? 'month' : undefined })}
          >
            {nameOf(field)}
          </Choice>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChoiceProps {
  value: string;
  chosen: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** One of several, of which the chosen one has a tick; to choose it again changes nothing. */
function Choice({ value, chosen, onClick, children }: ChoiceProps) {
  return (
    <Menu.RadioItem
      value={value}
      checked={chosen}
      checkIcon={<IconCheck size={14} aria-hidden="true" />}
      closeMenuOnClick
      onChange={onClick}
    >
      {children}
    </Menu.RadioItem>
  );
}
