import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDefinition, Money, Names, Reference, FieldValue as Value } from '../../api';
import { useFormat } from '../../format';
import { choiceLabel } from '../../i18n';
import { useNoAccess } from '../NotHere';
import { addressLine, isAddress } from './address';
import classes from './fields.module.css';
import { isKeptFile, ShownFile } from './ShownFile';

/** Writes a value of any kind as plain text; empty values give ''. */
export function useFieldText(): (field: FieldDefinition, value: Value, names?: Names) => string {
  const format = useFormat();
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const noAccess = useNoAccess();
  return useCallback(
    (field, value, names) => {
      if (value === null || value === undefined || value === '') return '';
      if (field.right === 'masked') return String(isMoney(value) ? value.amount : value);
      switch (field.kind) {
        case 'number':
          return format.number(String(value));
        case 'percent':
          return format.percent(String(value));
        case 'money':
          return isMoney(value) ? format.money(value) : String(value);
        case 'date':
          return format.date(String(value));
        case 'date_time':
          return format.dateTime(String(value));
        case 'yes_no':
          return value === true ? t('common.yes') : t('common.no');
        case 'choice':
          return choiceText(field, String(value), language);
        case 'choices':
          return Array.isArray(value)
            ? value.map((one) => choiceText(field, String(one), language)).join(', ')
            : String(value);
        case 'address':
          return isAddress(value) ? addressLine(value) : String(value);
        case 'file':
          return isKeptFile(value) ? value.name : String(value);
        case 'employee':
        case 'link':
          return names?.[idOf(value)] ?? noAccess;
        default:
          return String(value);
      }
    },
    [format, t, language, noAccess],
  );
}

function choiceText(field: FieldDefinition, value: string, language: string): string {
  const choice = field.choices?.find((each) => each.value === value);
  return choice ? choiceLabel(choice, language) : value;
}

/** Id a link or an employee field holds, whether it names the type as well or not. */
export function idOf(value: Value): string {
  return isReference(value) ? value.id : typeof value === 'string' ? value : '';
}

export function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && 'id' in value && 'type' in value;
}

export function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'amount' in value;
}

function isUnnamed(field: FieldDefinition, value: Value, names: Names | undefined): boolean {
  return (field.kind === 'link' || field.kind === 'employee') && !names?.[idOf(value)];
}

interface PlainFieldValueProps {
  field: FieldDefinition;
  value: Value;
  names: Names | undefined;
  text: string;
}

/** A value to look at only. It uses no hooks, since lists draw thousands of them. */
export function PlainFieldValue({ field, value, names, text }: PlainFieldValueProps) {
  if (text === '') return null;
  if (field.kind === 'choice') {
    return (
      <span className={classes.choice}>
        <ChoiceDot field={field} value={String(value)} />
        <span className={classes.choiceText}>{text}</span>
      </span>
    );
  }
  return isUnnamed(field, value, names) ? <span className={classes.empty}>{text}</span> : text;
}

interface FieldValueProps {
  field: FieldDefinition;
  value: Value;
  names?: Names | undefined;
  /** Links, addresses and numbers can be followed; off inside a row that is itself a link. */
  interactive?: boolean;
  /** Where the content of a file is fetched. */
  content?: string | undefined;
}

export function FieldValue({ field, value, names, interactive = false, content }: FieldValueProps) {
  const text = useFieldText()(field, value, names);
  const plain = <PlainFieldValue field={field} value={value} names={names} text={text} />;
  if (!interactive) return plain;
  if (text === '') return <span className={classes.empty}>—</span>;
  if (field.right === 'masked' || field.kind === 'choice' || isUnnamed(field, value, names)) return plain;
  if (field.kind === 'file') {
    return isKeptFile(value) && content ? <ShownFile field={field} file={value} content={content} /> : plain;
  }
  if (field.kind === 'link') {
    const target = isReference(value) ? value.type : field.target;
    return target ? (
      <Link className={classes.link} to="/t/$type/$id" params={{ type: target, id: idOf(value) }}>
        {text}
      </Link>
    ) : (
      text
    );
  }
  return <Followed field={field} value={String(value)} text={text} />;
}

function Followed({ field, value, text }: { field: FieldDefinition; value: string; text: string }) {
  switch (field.kind) {
    case 'email':
      return (
        <a className={classes.link} href={`mailto:${value}`}>
          {text}
        </a>
      );
    case 'phone':
      return (
        <a className={classes.link} href={`tel:${value}`}>
          {text}
        </a>
      );
    case 'url':
      return /^https?:\/\//i.test(value) ? (
        <a className={classes.link} href={value} target="_blank" rel="noreferrer noopener">
          {text}
        </a>
      ) : (
        text
      );
    default:
      return text;
  }
}

/** What the first offices called some of the colours. */
const OLD_NAMES: Record<string, string> = { gray: 'grey', yellow: 'amber' };
const DOTS = ['grey', 'blue', 'teal', 'green', 'amber', 'orange', 'red', 'violet'];

/** The colour in which a choice is shown: grey where it has none that is known. */
export function dotColour(color = ''): string {
  return DOTS.includes(color) ? color : (OLD_NAMES[color] ?? 'grey');
}

export function ChoiceDot({ field, value }: { field: FieldDefinition; value: string }) {
  const choice = field.choices?.find((candidate) => candidate.value === value);
  const color = choice?.color?.startsWith('#') ? { background: choice.color } : undefined;
  return (
    <span className={classes.dot} data-color={dotColour(choice?.color)} style={color} aria-hidden="true" />
  );
}
