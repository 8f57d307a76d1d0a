import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ElementType, type Money, type Total, useMe } from '@/shared/api';
import { useFormat, worthOf } from '@/shared/format';
import { label } from '@/shared/i18n';
import type { ShownColumn } from './columns';
import { GROUPS_AT_MOST } from './groups';
import classes from './list.module.css';
import type { Look } from './look';
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
  /** Only the largest groups are drawn. */
  cut: boolean;
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
        <span>{t('bulk.selected', { count: selected.size, number: format.number(selected.size) })}</span>
      )}
      {!props.bin && <Sums {...props} />}
      {props.cut && <span>{t('list.groups_cut', { count: GROUPS_AT_MOST })}</span>}
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
  const number = format.number(total.count);
  return (
    <span data-testid="total" role="status">
      {t('list.total', { count: total.count, number: total.exact ? number : `${number}+` })}
    </span>
  );
}
