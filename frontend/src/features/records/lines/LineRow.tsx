import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDefinition, RecordItem } from '@/shared/api';
import { label } from '@/shared/i18n';
import { FieldValue, nameOf, sameValue, useShowError } from '@/shared/ui';
import { recordCalls } from '../api';
import { saveField } from '../saveField';
import { asSent, asTyped } from './columns';
import classes from './lines.module.css';

interface LineRowProps {
  line: RecordItem;
  row: number;
  fields: FieldDefinition[];
  onSaved: () => Promise<void>;
  /** Enter goes to the line below, or to a new one. */
  onEnter: (column: string) => void;
}

/** One product line; Tab goes through its cells, and what was typed is saved when one leaves the cell. */
export function LineRow({ line, row, fields, onSaved, onEnter }: LineRowProps) {
  const { t } = useTranslation();
  const showError = useShowError();
  const remove = async () => {
    try {
      await recordCalls.remove(line.type, line.id);
      await onSaved();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <tr data-row={row} data-testid="product-line">
      {fields.map((field) => (
        <td key={field.name} data-kind={field.kind}>
          {line.can.edit === true && field.right === 'edit' ? (
            <LineCell line={line} field={field} onSaved={onSaved} onEnter={onEnter} />
          ) : (
            <span className={classes.fixed} data-testid={`line-${field.name}`}>
              <FieldValue field={field} value={line.fields[field.name]} names={line.names} />
            </span>
          )}
        </td>
      ))}
      <td>
        {line.can.delete && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('lines.remove', { name: nameOf(line) })}
            onClick={() => void remove()}
          >
            <IconX size={13} />
          </ActionIcon>
        )}
      </td>
    </tr>
  );
}

type LineCellProps = Pick<LineRowProps, 'line' | 'onSaved' | 'onEnter'> & { field: FieldDefinition };

function LineCell({ line, field, onSaved, onEnter }: LineCellProps) {
  const { i18n } = useTranslation();
  const showError = useShowError();
  const held = line.fields[field.name];
  // Undefined while the cell shows what the office holds.
  const [typed, setTyped] = useState<string>();
  const name = `${label(field.labels, i18n.language, field.name)}: ${nameOf(line)}`;
  const save = async () => {
    if (typed === undefined) return;
    const value = asSent(field, typed, held);
    if (!sameValue(value, held)) {
      const result = await saveField(line, field.name, value, held, true);
      if (result.kind === 'failed') showError(result.error);
      await onSaved();
    }
    setTyped(undefined);
  };
  return (
    <input
      className={classes.cell}
      aria-label={name}
      data-column={field.name}
      data-testid={`line-${field.name}`}
      inputMode={field.kind === 'text' ? 'text' : 'decimal'}
      autoComplete="off"
      value={typed ?? asTyped(held)}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          setTyped(undefined);
        }
        if (event.key !== 'Enter') return;
        event.preventDefault();
        onEnter(field.name);
      }}
    />
  );
}
