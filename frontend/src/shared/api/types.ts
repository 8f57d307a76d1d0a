/** Shapes of the office's API, written after its contract. Money and numbers are decimal strings. */

export type Language = 'en' | 'ru';
export type Labels = Partial<Record<Language, string>>;

export const ACTIONS = [
  'view',
  'create',
  'edit',
  'delete',
  'export',
  'import',
  'mass_edit',
  'transfer',
  'authorize',
  'merge',
  'print',
] as const;
export type Action = (typeof ACTIONS)[number];

export const REACHES = ['own', 'group', 'department', 'department_and_below', 'branch', 'all'] as const;
export type Reach = (typeof REACHES)[number];

export type Level = 'none' | 'view' | 'edit' | 'delete' | 'authorize';
export type FieldRight = 'hidden' | 'masked' | 'read' | 'edit';

export type FieldKind =
  | 'text'
  | 'long_text'
  | 'number'
  | 'percent'
  | 'money'
  | 'date'
  | 'date_time'
  | 'yes_no'
  | 'choice'
  | 'choices'
  | 'phone'
  | 'email'
  | 'url'
  | 'address'
  | 'employee'
  | 'link'
  | 'file';

/** Kinds of value that a formula can make. */
export type ResultKind = 'number' | 'percent' | 'money';

export interface Choice {
  value: string;
  labels: Labels;
  color?: string;
  outcome?: '' | 'won' | 'lost';
  /** Of a stage that closes nothing: how likely what stands there is won, in percent. */
  probability?: number | null;
  /** Of such a stage: after how many days without a change its records are marked; 0 for never, as usual when nothing is said. */
  rots_after?: number | null;
  /** Values of the field on which this one depends beside which the choice fits; none: beside all. */
  for?: string[] | null;
  /** What the choice belongs to, where others of the field are called alike. */
  of?: Labels;
}

/** After how many days without a change the records of a stage that says nothing of it are marked. */
export const USUALLY_ROTS_AFTER = 14;

export interface FieldDefinition {
  name: string;
  kind: FieldKind;
  labels: Labels;
  required: boolean;
  unique: boolean;
  right: Exclude<FieldRight, 'hidden'>;
  default_right?: FieldRight;
  cap?: FieldRight | '';
  choices?: Choice[] | null;
  /** Field whose value decides which choices fit, where the reader sees it in full. */
  depends_on?: string;
  /** Type a link leads to; empty where it may lead to any. */
  target?: string;
  /** Of a link: the head under which the record stands on the card it leads to; none: the name of its type. */
  reverse?: Labels | null;
  /** A file that is a picture, which is shown. */
  image?: boolean;
  section?: string;
  order: number;
  operators?: string[];
  sortable: boolean;
  filterable: boolean;
  system: boolean;
  /** What a new record holds; "today", "now" and "me" are known when it is made. */
  default?: FieldValue;
  /** A filter over other fields of the record; while it does not match, the card and the form leave the field out. */
  show_if?: unknown;
  /** Set of a calculated field, whose kind is that of what its formula makes; nobody edits it. */
  formula?: string;
}

/** A group of fields on the card; a ready one has no labels. */
export interface SectionDefinition {
  name: string;
  labels?: Labels | null;
}

export interface TypeLabels {
  one: Labels;
  many: Labels;
}

export interface Supervision {
  role_below?: Level;
  reports?: Level;
  department_head?: Level;
  group_manager?: Level;
}

export type OrganisationDefault = 'private' | 'view' | 'edit' | 'delete' | 'parent';

export interface ElementType {
  name: string;
  labels: TypeLabels;
  default: OrganisationDefault;
  creator_keeps?: string;
  parent_field?: string;
  access_fields?: string[] | null;
  supervision?: Supervision | null;
  comments: boolean;
  exists_hint: boolean;
  icon?: string;
  can: Partial<Record<Action, boolean>>;
  sections?: SectionDefinition[];
  fields: FieldDefinition[];
  version?: Version;
}

/** A field as those see it who administer types. */
export interface FieldDesign {
  name: string;
  kind: FieldKind | 'calculated';
  labels: Labels;
  required: boolean;
  unique: boolean;
  default_right: FieldRight;
  cap: FieldRight | '';
  choices: Choice[] | null;
  depends_on?: string;
  target: string;
  reverse?: Labels | null;
  image?: boolean;
  section: string;
  order: number;
  in_search: boolean;
  default: FieldValue;
  show_if: unknown;
  /** Of a calculated field: over names of fields of the type. */
  formula: string;
  result: ResultKind | '';
  archived: boolean;
  system: boolean;
  /** Of a calculated field: older records are still being worked out, and nobody sees it yet. */
  building?: boolean;
  /** Lists are sorted and filtered by it quickly, however many records there are. */
  fast?: boolean;
  /** Its index is still being made. */
  indexing?: boolean;
  /** Put into the search or taken out of it: the search index is still being filled for older records. */
  refilling?: boolean;
  /** It could not be made unique: values repeat. */
  not_unique?: boolean;
}

/** A type as those see it who administer types: with every field, those in the archive too. */
export interface TypeDesign extends Omit<ElementType, 'can' | 'fields' | 'sections' | 'icon' | 'version'> {
  /** Fields removed for good whose values are still being taken out of the records. */
  removing?: string[];
  icon: string;
  archived: boolean;
  system: boolean;
  sections: SectionDefinition[];
  fields: FieldDesign[];
  version: Version;
}

export type Version = number | string;

export interface Money {
  amount: string;
  currency: string;
}

/** A place that letters reach, every part as people write it there. */
export interface Address {
  street?: string;
  city?: string;
  region?: string;
  postcode?: string;
  country?: string;
}

/** A record of whatever type, as a link without a target holds it. */
export interface Reference {
  type: string;
  id: string;
}

/** A file in a field. With `upload` it is put there, or back. */
export interface KeptFile {
  name: string;
  size: number;
  media_type: string;
  upload?: string;
}

export type FieldValue =
  | string
  | number
  | boolean
  | Money
  | Reference
  | Address
  | KeptFile
  | readonly string[]
  | null
  | undefined;
export type Names = Record<string, string>;
export type RecordAbility = Action | 'comment';

export interface RecordItem {
  id: string;
  type: string;
  responsible: string | null;
  created_by: string | null;
  created_at: string;
  updated_at: string;
  /** Of a record in the bin. */
  deleted_at?: string;
  deleted_by?: string;
  fields: Record<string, FieldValue>;
  version: Version;
  can: Partial<Record<RecordAbility, boolean>>;
  /** Fields that nobody changes on this record: the e-mail address of somebody who is invited. */
  locked?: string[];
  /** In lists that ask for it: the open task or meeting due first; absent where the reader sees no tasks. */
  next_step?: { id: string; title: string; due?: string } | null;
  names?: Names;
}

export interface Total {
  count: number;
  exact: boolean;
  count_id?: string;
}

export interface Page<Item> {
  items: Item[];
  next?: string | null;
  total?: Total | number;
  names?: Names;
}

/** What one unit of a currency is worth in that of the company, as a decimal number. */
export interface Rate {
  currency: string;
  value: string;
}

/** The order in which the names of people are written. */
export type NameOrder = 'last_first' | 'first_last';

export interface Me {
  employee: {
    id: string;
    name: string;
    last_name: string;
    first_name: string;
    patronymic: string;
    language: Language;
    time_zone: string;
    theme?: string;
  };
  company: {
    name: string;
    currency: string;
    country: string;
    time_zone: string;
    name_order: NameOrder;
    rates: Rate[];
    /** Changes with the logo; absent where there is none. */
    logo?: string;
  };
  preferences: {
    density?: string;
    letters?: boolean;
    start?: string;
    /** Of what one wants to be told; a kind that is absent is wanted. */
    notifications?: Record<string, boolean>;
    quiet?: QuietHours;
    signature?: string;
  };
  administrator: boolean;
  features: Record<string, boolean>;
  rights: Record<string, Partial<Record<Action, Reach[]>>>;
}

/** When what one is told does not call: on the days it begins (1 is Monday), in one's own time zone. */
export interface QuietHours {
  from: string;
  to: string;
  days: number[];
}

export interface RecordLink {
  id: string;
  role: string;
  record: { type: string; id: string; name: string };
}

export interface SearchHit {
  type: string;
  id: string;
  name: string;
  matched?: { field: string; text: string }[] | null;
}
