import { Tooltip } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ElementType, type FieldDefinition, type Money, type Total, useMe } from '@/shared/api';
import { useFormat, worthOf } from '@/shared/format';
import { label } from '@/shared/i18n';
import { useWholeErrorText } from '@/shared/ui';
import type { ShownColumn } from './columns';
import classes from './list.module.css';
import type { Look } from './look';
import type { GroupsCut } from './rowSource';
import { sumsQuery, totalsOf } from './sums';
import type { Selection } from './useSelection';

interface ListFooterProps {
  type: ElementType;
  columns: ShownColumn[];
  look: Look;
  q: string | undefined;
  bin: boolean;
  selected: Selection;
  total: Total | undefined;
  /** Not all groups are drawn. */
  cut: GroupsCut | undefined;
  failed: boolean;
  /** The list has changed since it was read. */
  stale: boolean;
  onRefresh: () => void;
}

/** How many records there are and what they amount to, each currency by itself; of the marked ones while there are any. */
export function ListFooter(props: ListFooterProps) {
  const { total, selected, failed, stale, onRefresh } = props;
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <footer className={classes.footer}>
      <TotalText total={total} />
      {selected.size > 0 && (
        <span>{t('bulk.selected', { count: selected.size, number: format.count(selected.size) })}</span>
      )}
      {!props.bin && <Sums {...props} />}
      {props.cut && (
        <span data-testid="groups-cut">
          {t(`list.groups_${props.cut.kept}`, { count: props.cut.count, all: format.count(props.cut.all) })}
        </span>
      )}
      {failed && <span className={classes.problem}>{t('list.more_failed')}</span>}
      {stale && (
        <button type="button" className={classes.stale} onClick={onRefresh}>
          {t('list.changed')}
        </button>
      )}
      <span className={classes.keys} aria-hidden="true">
        <kbd>↑↓</kbd> <kbd>Enter</kbd> <kbd>P</kbd> <kbd>F2</kbd> <kbd>X</kbd> <kbd>/</kbd>
      </span>
    </footer>
  );
}

function Sums({ type, columns, look, q, selected }: ListFooterProps) {
  const { i18n } = useTranslation();
  const fields = columns
    .map(({ field }) => field)
    .filter((field) => field.kind === 'money' && field.right !== 'masked');
  const sums = useQueries({
    queries: fields.map((field) => sumsQuery(type.name, { filter: look.filter, q, sum: field.name })),
  });
  return fields.map((field, at) => {
    const refused = sums[at]?.error;
    if (selected.size === 0 && refused) return <NoSum key={field.name} field={field} error={refused} />;
    const totals =
      selected.size > 0 ? totalsOf(selected.values(), field.name) : (sums[at]?.data?.items[0]?.totals ?? []);
    return (
      totals.length > 0 && (
        <span key={field.name} className={classes.sum} data-testid={`sum-${field.name}`}>
          {label(field.labels, i18n.language, field.name)}: <Amounts totals={totals} />
        </span>
      )
    );
  });
}

/** Says that a sum cannot be given; pointed at, or read out, why. */
function NoSum({ field, error }: { field: FieldDefinition; error: unknown }) {
  const { t, i18n } = useTranslation();
  const text = useWholeErrorText();
  const name = label(field.labels, i18n.language, field.name);
  return (
    <Tooltip label={text(error)} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className={classes.noSum} data-testid={`no-sum-${field.name}`}>
        {t('list.no_sum', { name })}
      </button>
    </Tooltip>
  );
}

/** Amounts side by side, each in its currency; of several what they are worth together, where the rates are known. */
export function Amounts({ totals }: { totals: Money[] }) {
  const format = useFormat();
  const { t } = useTranslation();
  const { currency, rates } = useMe().company;
  const worth = worthOf(totals, currency, rates);
  return (
    <>
      <strong>{totals.map((total) => format.money(total)).join(' · ')}</strong>
      {worth && (
        <span className={classes.worth} title={t('list.worth_hint')}>
          {' '}
          ≈ {format.money(worth)}
        </span>
      )}
    </>
  );
}

function TotalText({ total }: { total: Total | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!total) return null;
  const number = format.count(total.count);
  return (
    <span data-testid="total" role="status">
      {t('list.total', { count: total.count, number: total.exact ? number : `${number}+` })}
    </span>
  );
}
