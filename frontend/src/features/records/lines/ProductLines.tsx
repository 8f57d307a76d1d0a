import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ElementType,
  type FieldValue,
  type Money,
  type RecordEvent,
  type RecordItem,
  useRecordEvents,
  useTypes,
} from '@/shared/api';
import { useFormat } from '@/shared/format';
import { label, typeLabel } from '@/shared/i18n';
import { RecordPicker, useShowError } from '@/shared/ui';
import { recordCalls, recordKeys } from '../api';
import { useEdit } from '../card/useEdit';
import { totalsOf } from '../list/sums';
import { LINE, linesQuery, lineTypeOf } from './api';
import { COLUMNS, sameMoney } from './columns';
import { LineRow } from './LineRow';
import classes from './lines.module.css';

/** The products of a deal as a table that is filled in by keys, with what they come to. */
export function ProductLines({ type, record }: { type: ElementType; record: RecordItem }) {
  const lineType = lineTypeOf(useTypes(), type);
  return lineType ? <Lines lineType={lineType} type={type} record={record} /> : null;
}

interface LinesProps {
  lineType: ElementType;
  type: ElementType;
  record: RecordItem;
}

function Lines({ lineType, type, record }: LinesProps) {
  const { i18n } = useTranslation();
  const heading = useId();
  const lines = useQuery(linesQuery(lineType, record.id)).data;
  const refresh = useLiveLines(record.id);
  const [chosen, setChosen] = useState<boolean>();
  const body = useRef<HTMLDivElement>(null);
  if (!lines) return null;
  const mayAdd = lineType.can.create === true && record.can.edit === true && record.deleted_at === undefined;
  if (lines.length === 0 && !mayAdd) return null;
  const open = chosen ?? lines.length > 0;
  const totals = totalsOf(lines, 'total');
  const fields = COLUMNS.flatMap((name) => lineType.fields.find((field) => field.name === name) ?? []);
  const focusBelow = (row: number, column: string) => {
    const next = body.current?.querySelector<HTMLElement>(
      `[data-row="${row + 1}"] [data-column="${column}"]`,
    );
    (next ?? body.current?.querySelector<HTMLElement>('[data-new-line] input'))?.focus();
  };
  return (
    <section className={classes.section} aria-labelledby={heading} data-testid="product-lines">
      <header className={classes.head}>
        <h2 id={heading} className={classes.title}>
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setChosen(!open)}
            className={classes.toggle}
          >
            {open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
            {typeLabel(lineType, i18n.language, 'many')}
            <span className={classes.count}>{lines.length}</span>
          </button>
        </h2>
        <Totals totals={totals} type={type} record={record} />
      </header>
      {open && (
        <div ref={body} className={classes.body}>
          {lines.length > 0 && (
            <table className={classes.table}>
              <thead>
                <tr>
                  {fields.map((field) => (
                    <th key={field.name} scope="col" data-kind={field.kind}>
                      {label(field.labels, i18n.language, field.name)}
                    </th>
                  ))}
                  <td />
                </tr>
              </thead>
              <tbody>
                {lines.map((line, row) => (
                  <LineRow
                    key={line.id}
                    line={line}
                    row={row}
                    fields={fields}
                    onSaved={refresh}
                    onEnter={(column) => focusBelow(row, column)}
                  />
                ))}
              </tbody>
            </table>
          )}
          {mayAdd && (
            <NewLine
              lineType={lineType}
              deal={record.id}
              onAdded={async () => {
                await refresh();
                setTimeout(() => focusBelow(lines.length - 1, 'quantity'));
              }}
            />
          )}
        </div>
      )}
    </section>
  );
}

/** Reads the lines again whenever one of them may have changed. */
function useLiveLines(id: string): () => Promise<void> {
  const queries = useQueryClient();
  const refresh = useCallback(
    () => queries.invalidateQueries({ queryKey: [...recordKeys.type(LINE), 'of', id] }),
    [queries, id],
  );
  useRecordEvents(
    useCallback((event: RecordEvent) => void (event.type === LINE && void refresh()), [refresh]),
  );
  return refresh;
}

/** What the lines come to, each currency by itself; one press makes it the value of the record. */
function Totals({ totals, type, record }: { totals: Money[]; type: ElementType; record: RecordItem }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const showError = useShowError();
  const edit = useEdit(record);
  const value = type.fields.find(({ kind, formula }) => kind === 'money' && !formula);
  const [only, ...others] = totals;
  const offered =
    only !== undefined &&
    others.length === 0 &&
    record.can.edit === true &&
    value?.right === 'edit' &&
    !sameMoney(record.fields[value.name], only);
  const take = async () => {
    if (!value || !only) return;
    const result = await edit(value.name, { ...only }, record.fields[value.name], true);
    if (result.kind === 'failed') showError(result.error);
  };
  return (
    <div className={classes.totals}>
      {totals.length > 0 && (
        <span data-testid="lines-total">
          {t('lines.total')} <strong>{totals.map(format.money).join(' · ')}</strong>
        </span>
      )}
      {offered && (
        <Button variant="default" size="compact-xs" onClick={() => void take()} data-testid="take-total">
          {t('lines.take_total', { field: label(value?.labels, i18n.language) })}
        </Button>
      )}
    </div>
  );
}

interface NewLineProps {
  lineType: ElementType;
  deal: string;
  onAdded: () => Promise<void>;
}

/** The place where a product is chosen: that adds a line with what the catalogue says of it now. */
function NewLine({ lineType, deal, onAdded }: NewLineProps) {
  const { t } = useTranslation();
  const showError = useShowError();
  const [added, setAdded] = useState(0);
  const product = lineType.fields.find(({ name }) => name === 'product');
  if (product?.right !== 'edit') return null;
  const add = async (id: string) => {
    const fields: Record<string, FieldValue> = { [lineType.parent_field ?? 'deal']: deal, product: id };
    try {
      await recordCalls.create(LINE, { fields });
      setAdded((count) => count + 1);
      await onAdded();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <div className={classes.adding} data-new-line>
      <RecordPicker
        key={added}
        type="product"
        value={null}
        aria-label={t('lines.add')}
        placeholder={t('lines.add')}
        onChange={(chosen) => chosen && void add(chosen.id)}
      />
    </div>
  );
}
