import { ActionIcon, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Names, TimelineKind } from '@/shared/api';
import { PrincipalPicker } from '@/shared/ui';
import type { TimelineQuestion } from '../api';
import classes from './card.module.css';

/** What of a timeline somebody looks at. */
export interface TimelineLook {
  kind?: string;
  by?: string;
  q?: string;
}

/** The names under which kinds of item are shown together. Letters get theirs here. */
const GROUPS = {
  note: ['note'],
  task: ['task'],
  meeting: ['meeting'],
  call: ['call'],
  message: ['message'],
  file: ['file'],
  change: ['created', 'change', 'transfer', 'share', 'delete', 'restore', 'link', 'unlink'],
} as const satisfies Record<string, readonly TimelineKind[]>;

type Group = keyof typeof GROUPS;

const NAMES = ['all', ...Object.keys(GROUPS)] as ('all' | Group)[];
const SEARCH_AFTER_MS = 250;

/** What to ask the office for; an unknown kind in an address is none. */
export function questionOf({ kind, by, q }: TimelineLook): TimelineQuestion {
  const kinds = kind !== undefined && kind in GROUPS ? GROUPS[kind as Group].join(',') : undefined;
  return { ...(kinds ? { kinds } : {}), ...(by ? { by } : {}), ...(q ? { q } : {}) };
}

interface TimelineFilterProps {
  look: TimelineLook;
  onLook: (look: TimelineLook) => void;
  names: Names;
}

/** Chooses kinds, a person and words of what is shown. */
export function TimelineFilter({ look, onLook, names }: TimelineFilterProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(look.q ?? '');
  const [who, setWho] = useState('');
  const search = useDebouncedCallback((q: string) => onLook({ ...look, q }), SEARCH_AFTER_MS);
  const chosen = look.kind !== undefined && look.kind in GROUPS ? look.kind : 'all';
  const type = (q: string) => {
    setText(q);
    search(q);
  };
  return (
    <div className={classes.filters}>
      <Select
        aria-label={t('timeline.filter')}
        allowDeselect={false}
        data-testid="timeline-kind"
        data={NAMES.map((value) => ({ value, label: t(`timeline.filters.${value}`) }))}
        value={chosen}
        onChange={(name) => {
          const { kind: _, ...rest } = look;
          onLook(name === null || name === 'all' ? rest : { ...rest, kind: name });
        }}
      />
      <TextInput
        className={classes.words}
        value={text}
        aria-label={t('timeline.search')}
        placeholder={t('timeline.words')}
        data-testid="timeline-search"
        leftSection={<IconSearch size={14} stroke={1.7} aria-hidden="true" />}
        rightSection={
          text !== '' && (
            <ActionIcon aria-label={t('timeline.clear')} onClick={() => type('')}>
              <IconX size={14} stroke={1.7} />
            </ActionIcon>
          )
        }
        onChange={(event) => type(event.currentTarget.value)}
      />
      <PrincipalPicker
        kinds={['employee']}
        ariaLabel={t('timeline.by')}
        placeholder={t('timeline.by_anyone')}
        value={
          look.by
            ? { kind: 'employee', id: look.by, name: names[look.by] ?? (who || t('timeline.by')) }
            : null
        }
        onChange={(person) => {
          setWho(person?.name ?? '');
          const { by: _, ...rest } = look;
          onLook(person ? { ...rest, by: person.id } : rest);
        }}
      />
    </div>
  );
}
