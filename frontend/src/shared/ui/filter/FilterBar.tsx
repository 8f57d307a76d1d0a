import { Button } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { complete, type FieldDefinition, type Filter, type Part } from '../../api';
import { useKeys } from '../../keys';
import { isSystem } from '../typeFields';
import { FieldMenu } from './FieldMenu';
import { added, FilterParts } from './FilterParts';
import classes from './filter.module.css';

interface FilterBarProps {
  fields: FieldDefinition[];
  filter: Filter | undefined;
  onChange: (filter: Filter | undefined) => void;
  /** For conditions of rules, which may not depend on who looks, on the day or on other records. */
  constantsOnly?: boolean;
}

const SEND_AFTER_MS = 200;

/**
 * Chips that must all hold, and groups of chips within them. Unfinished chips live here only; the address and the
 * office get what is complete.
 */
export function FilterBar({ fields, filter, onChange, constantsOnly = false }: FilterBarProps) {
  const { t } = useTranslation();
  const [parts, setParts] = useState<Part[]>(filter?.and ?? []);
  const [opened, setOpened] = useState<string>();
  const offered = fields.filter(
    (field) =>
      field.filterable &&
      field.right !== 'masked' &&
      !(constantsOnly && (isSystem(field.name) || field.kind === 'link' || field.formula)),
  );
  const given = JSON.stringify(filter);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change from outside (back, clear) replaces what is edited here
  useEffect(() => {
    if (given !== JSON.stringify(complete({ and: parts }))) setParts(filter?.and ?? []);
  }, [given]);

  const sendLater = useDebouncedCallback(onChange, SEND_AFTER_MS);
  // A list is asked once one stops typing; a form may be saved at any moment.
  const send = constantsOnly ? onChange : sendLater;
  const update = (next: Part[]) => {
    setParts(next);
    const whole = complete({ and: next });
    if (JSON.stringify(whole) !== given) send(whole);
  };
  useKeys({ clear_filters: constantsOnly ? undefined : () => update([]) });

  return (
    <fieldset
      className={classes.chips}
      style={{ border: 'none', margin: 0, padding: 0 }}
      aria-label={t('filter.title')}
    >
      <FieldMenu
        fields={offered}
        keyed={!constantsOnly}
        nested="or"
        onPick={(field, nested) => {
          const { part, opened: place } = added(field, nested, `${parts.length}`);
          setOpened(place);
          update([...parts, part]);
        }}
      />
      <FilterParts
        parts={parts}
        path=""
        editing={{ fields, offered, constantsOnly, opened, open: setOpened }}
        onChange={update}
      />
      {parts.length > 1 && (
        <Button variant="subtle" color="gray" leftSection={<IconX size={13} />} onClick={() => update([])}>
          {t('list.clear_filters')}
        </Button>
      )}
    </fieldset>
  );
}
