import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ElementType,
  type FieldDefinition,
  type FieldKind,
  type FieldValue,
  matches,
  parseFilter,
  type RecordItem,
  type SectionDefinition,
} from '../api';
import { label } from '../i18n';

const SYSTEM: Record<'responsible' | 'created_by' | 'created_at' | 'updated_at', FieldKind> = {
  responsible: 'employee',
  created_by: 'employee',
  created_at: 'date_time',
  updated_at: 'date_time',
};

export function isSystem(name: string): name is keyof typeof SYSTEM {
  return name in SYSTEM;
}

/** Every field of a type a list can show, filter and sort by: its own and those every type has. */
export function useListFields(type: Pick<ElementType, 'fields'>): FieldDefinition[] {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const own = type.fields.toSorted(byOrder);
    const known = new Set(own.map((field) => field.name));
    const missing = Object.entries(SYSTEM)
      .filter(([name]) => !known.has(name))
      .map(
        ([name, kind], index): FieldDefinition => ({
          name,
          kind,
          labels: { [i18n.language]: i18n.t(`system.${name as keyof typeof SYSTEM}`) },
          required: false,
          unique: false,
          right: 'read',
          order: 10_000 + index,
          sortable: kind === 'date_time' || name === 'responsible',
          filterable: true,
          system: true,
        }),
      );
    return [...own, ...missing];
  }, [type, i18n, i18n.language]);
}

/** Fields of a type that one fills in on a card or a form, in their order. */
export function ownFields(type: ElementType): FieldDefinition[] {
  return type.fields.filter((field) => !isSystem(field.name)).toSorted(byOrder);
}

function byOrder(a: Pick<FieldDefinition, 'order'>, b: Pick<FieldDefinition, 'order'>): number {
  return a.order - b.order;
}

/** Says whether the card or the form of a record with these values shows the field. */
export function isShown(field: FieldDefinition, values: Record<string, FieldValue>): boolean {
  const filter = parseFilter(field.show_if);
  return filter === undefined || matches(filter, values);
}

export interface FieldGroup<Field> {
  section: SectionDefinition;
  fields: Field[];
}

/** Fields in their sections, those of the type first and in its order; sections without fields are left out. */
export function inSections<Field extends Pick<FieldDefinition, 'section' | 'order'>>(
  sections: readonly SectionDefinition[] | undefined,
  fields: readonly Field[],
): FieldGroup<Field>[] {
  const groups = new Map((sections ?? []).map((section) => [section.name, [] as Field[]]));
  for (const field of fields.toSorted(byOrder)) {
    const name = field.section ?? '';
    groups.set(name, [...(groups.get(name) ?? []), field]);
  }
  return [...groups]
    .filter(([, members]) => members.length > 0)
    .map(([name, members]) => ({
      section: sections?.find((section) => section.name === name) ?? { name },
      fields: members,
    }));
}

const READY_SECTIONS = ['main', 'contact', 'more'] as const;

/** What a section is called: as the company has it, or as the window calls the ready ones. */
export function useSectionTitle(): (section: SectionDefinition) => string {
  const { t, i18n } = useTranslation();
  return ({ name, labels }) => {
    const own = label(labels ?? undefined, i18n.language);
    if (own !== '') return own;
    const ready = READY_SECTIONS.find((known) => known === (name || 'main'));
    return ready ? t(`section.${ready}`) : name;
  };
}

/** Value of a field of a record, whether the type's own or one every record has. */
export function fieldOf(record: RecordItem, name: string): FieldValue {
  return isSystem(name) ? record[name] : record.fields[name];
}

export function nameOf(record: Pick<RecordItem, 'fields'>): string {
  const { name } = record.fields;
  return typeof name === 'string' ? name : '';
}

/** Kinds that take much room or say little in a list. */
const NOT_AT_FIRST = new Set<FieldDefinition['kind']>(['long_text', 'file']);
const HIDDEN_AT_FIRST = new Set(['created_by', 'updated_at']);
const COLUMNS_AT_FIRST = 7;

/** Columns a list opens with, before one chooses one's own. */
export function firstColumns(fields: FieldDefinition[]): string[] {
  const own = fields
    .filter(
      (field) => !isSystem(field.name) && !NOT_AT_FIRST.has(field.kind) && !HIDDEN_AT_FIRST.has(field.name),
    )
    .slice(0, COLUMNS_AT_FIRST)
    .map((field) => field.name);
  return [...own, 'responsible', 'created_at'];
}
