import { Button, Menu } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconFilter, IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Chip,
  chipOf,
  complete,
  type FieldDefinition,
  type Filter,
  isGroup,
  operatorsOf,
  type Part,
} from '../../api';
import { label } from '../../i18n';
import { FilterChip } from './FilterChip';
import classes from './filter.module.css';

interface FilterBarProps {
  fields: FieldDefinition[];
  filter: Filter | undefined;
  onChange: (filter: Filter | undefined) => void;
  /** Leaves out comparisons with the reader or with today, for conditions of rules. */
  constantsOnly?: boolean;
}

const SEND_AFTER_MS = 200;

/**
 * Chips that must all hold, and groups of chips of which any may. Unfinished chips live here only; the address and
 * the office get what is complete.
 */
export function FilterBar({ fields, filter, onChange, constantsOnly = false }: FilterBarProps) {
  const { t } = useTranslation();
  const [parts, setParts] = useState<Part[]>(filter?.and ?? []);
  const [opened, setOpened] = useState<string>();
  const offered = fields.filter((field) => field.filterable && field.right !== 'masked');
  const given = JSON.stringify(filter);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change from outside (back, clear) replaces what is edited here
  useEffect(() => {
    if (given !== JSON.stringify(complete({ and: parts }))) setParts(filter?.and ?? []);
  }, [given]);

  const send = useDebouncedCallback(onChange, SEND_AFTER_MS);
  const update = (next: Part[]) => {
    setParts(next);
    const whole = complete({ and: next });
    if (JSON.stringify(whole) !== given) send(whole);
  };
  const replace = (at: number, part: Part | undefined) =>
    update(part === undefined ? parts.toSpliced(at, 1) : parts.with(at, part));
  const add = (field: FieldDefinition) => {
    setOpened(`${parts.length}`);
    update([...parts, newChip(field)]);
  };
  const addGroup = (field: FieldDefinition) => {
    setOpened(`${parts.length}.0`);
    update([...parts, { or: [newChip(field)] }]);
  };
  useHotkeys([['shift+F', () => update([]), { usePhysicalKeys: true }]]);

  const chip = (key: string, value: Chip, change: (next: Chip | undefined) => void) => (
    <FilterChip
      key={key}
      chip={value}
      fields={offered}
      constantsOnly={constantsOnly}
      opened={opened === key}
      onOpen={(open) => setOpened(open ? key : undefined)}
      onChange={change}
    />
  );

  return (
    <fieldset
      className={classes.chips}
      style={{ border: 'none', margin: 0, padding: 0 }}
      aria-label={t('filter.title')}
    >
      <FieldMenu fields={offered} onPick={add} onPickGroup={addGroup} />
      {parts.map((part, at) => {
        if (!isGroup(part)) return chip(`${at}`, part, (next) => replace(at, next));
        const change = (chips: Chip[]) => replace(at, chips.length === 0 ? undefined : { or: chips });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part has no identity but its place
          <span key={`group-${at}`} className={classes.group}>
            {t('filter.any_of')}
            {part.or.map((inner, index) =>
              chip(`${at}.${index}`, inner, (next) =>
                change(next === undefined ? part.or.toSpliced(index, 1) : part.or.with(index, next)),
              ),
            )}
            <FieldMenu
              fields={offered}
              small
              onPick={(field) => {
                setOpened(`${at}.${part.or.length}`);
                change([...part.or, newChip(field)]);
              }}
            />
          </span>
        );
      })}
      {parts.length > 1 && (
        <Button variant="subtle" color="gray" leftSection={<IconX size={13} />} onClick={() => update([])}>
          {t('list.clear_filters')}
        </Button>
      )}
    </fieldset>
  );
}

function newChip(field: FieldDefinition): Chip {
  const [first = '='] = operatorsOf(field).filter((operator) => operator !== 'me' && operator !== 'today');
  return chipOf(field.name, first, field.kind === 'yes_no' ? true : undefined);
}

interface FieldMenuProps {
  fields: FieldDefinition[];
  onPick: (field: FieldDefinition) => void;
  onPickGroup?: (field: FieldDefinition) => void;
  small?: boolean;
}

function FieldMenu({ fields, onPick, onPickGroup, small = false }: FieldMenuProps) {
  const { t, i18n } = useTranslation();
  const [anyOf, setAnyOf] = useState(false);
  return (
    <Menu position="bottom-start" returnFocus={false} onClose={() => setAnyOf(false)}>
      <Menu.Target>
        {small ? (
          <Button
            variant="subtle"
            color="gray"
            px={6}
            size="compact-xs"
            aria-label={t('filter.add_to_group')}
          >
            <IconPlus size={13} />
          </Button>
        ) : (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconFilter size={15} stroke={1.6} />}
            data-testid="add-filter"
          >
            {t('filter.add')}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {anyOf && <Menu.Label>{t('filter.any_of')}</Menu.Label>}
        <div className={classes.scroll}>
          {fields.map((field) => (
            <Menu.Item key={field.name} onClick={() => (anyOf ? onPickGroup?.(field) : onPick(field))}>
              {label(field.labels, i18n.language, field.name)}
            </Menu.Item>
          ))}
        </div>
        {onPickGroup && !anyOf && (
          <>
            <Menu.Divider />
            <Menu.Item closeMenuOnClick={false} onClick={() => setAnyOf(true)}>
              {t('filter.any_of_more')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
