import { ActionIcon, SegmentedControl, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { resourceQuery } from '@/shared/api';
import { Section } from '@/shared/ui';
import classes from './employees.module.css';
import type { SectionProps } from './section';

/** Groups the employee is in, as a member or as their manager. */
export function GroupsSection({ draft, change, errors }: SectionProps) {
  const { t } = useTranslation();
  const groups = useQuery(resourceQuery('groups')).data ?? [];
  const mine = draft.groups ?? [];
  const nameOf = (id: string) => groups.find((group) => group.id === id)?.name ?? '…';
  return (
    <Section title={t('employees.groups')}>
      <div className={classes.groups}>
        {mine.map((membership, at) => (
          <div key={membership.id} className={classes.group}>
            <span className={classes.groupName}>{nameOf(membership.id)}</span>
            <SegmentedControl
              size="xs"
              aria-label={t('employees.place_in', { name: nameOf(membership.id) })}
              data={[
                { value: 'member', label: t('employees.member') },
                { value: 'manager', label: t('admin.manager') },
              ]}
              value={membership.manager ? 'manager' : 'member'}
              onChange={(value) =>
                change({ groups: mine.with(at, { ...membership, manager: value === 'manager' }) })
              }
            />
            <ActionIcon
              size={24}
              aria-label={t('access.remove', { name: nameOf(membership.id) })}
              onClick={() => change({ groups: mine.toSpliced(at, 1) })}
            >
              <IconX size={14} stroke={1.6} />
            </ActionIcon>
          </div>
        ))}
        <div className={classes.group}>
          <Select
            key={mine.length}
            aria-label={t('employees.add_group')}
            placeholder={t('employees.add_group')}
            searchable
            error={errors.groups}
            data={groups
              .filter((group) => !mine.some((membership) => membership.id === group.id))
              .map((group) => ({ value: group.id, label: group.name }))}
            value={null}
            onChange={(id) => id && change({ groups: [...mine, { id, manager: false }] })}
            nothingFoundMessage={t('common.nothing_found')}
          />
        </div>
      </div>
    </Section>
  );
}
