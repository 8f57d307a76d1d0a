import type { FieldDesign, SectionDefinition, TypeDesign } from '@/shared/api';

/** A section of the card with the names of its fields in their order. */
export interface LaidSection extends SectionDefinition {
  fields: string[];
}

export type Layout = LaidSection[];

/** The layout of a type as it is; fields in the archive stand nowhere. */
export function layoutOf(type: Pick<TypeDesign, 'sections' | 'fields'>): Layout {
  const fields = type.fields.filter((field) => !field.archived).toSorted((a, b) => a.order - b.order);
  const inSection = (name: string) => fields.filter((field) => field.section === name).map(nameOf);
  return type.sections.map((section) => ({ ...section, fields: inSection(section.name) }));
}

function nameOf({ name }: FieldDesign): string {
  return name;
}

/** Puts a field before the one that stands at `index` of a section, once it has been taken out of where it was. */
export function placeField(layout: Layout, field: string, section: string, index: number): Layout {
  return layout.map((each) => {
    const fields = each.fields.filter((name) => name !== field);
    return { ...each, fields: each.name === section ? fields.toSpliced(index, 0, field) : fields };
  });
}

/** Moves a field by one place up (-1) or down (1), from section to section where one ends. */
export function stepField(layout: Layout, field: string, by: -1 | 1): Layout {
  const at = layout.findIndex((section) => section.fields.includes(field));
  const here = layout[at];
  if (!here) return layout;
  const index = here.fields.indexOf(field) + by;
  if (index >= 0 && index < here.fields.length) return placeField(layout, field, here.name, index);
  const next = layout[at + by];
  return next ? placeField(layout, field, next.name, by < 0 ? next.fields.length : 0) : layout;
}

/** Puts a section at a place among the others. */
export function placeSection(layout: Layout, name: string, index: number): Layout {
  const moved = layout.find((section) => section.name === name);
  return moved ? layout.filter((section) => section !== moved).toSpliced(index, 0, moved) : layout;
}

/** Takes out a section; its fields follow those of the one before it, or of the one behind the first. */
export function withoutSection(layout: Layout, name: string): Layout {
  const at = layout.findIndex((section) => section.name === name);
  const heir = layout[at - 1] ?? layout[at + 1];
  const fields = layout[at]?.fields ?? [];
  if (!heir) return layout;
  return layout
    .map((section) => (section === heir ? { ...heir, fields: [...heir.fields, ...fields] } : section))
    .filter((section) => section.name !== name);
}
