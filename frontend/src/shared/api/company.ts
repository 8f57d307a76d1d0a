import type { Principal, PrincipalKind } from './sharing';
import type { Action, FieldRight, KeptFile, Language, Level, NameOrder, Rate, Reach, Version } from './types';

/** What every item of an administration list has. */
export interface Versioned {
  id: string;
  version?: Version;
}

export type EmployeeStatus = 'invited' | 'active' | 'suspended' | 'dismissed';

export interface Employee extends Versioned {
  last_name: string;
  first_name: string;
  patronymic?: string;
  name?: string;
  login: string;
  password?: string;
  /** Whether he can sign in with one; not told of somebody new. */
  has_password?: boolean;
  generate_password?: boolean;
  generated_password?: string;
  time_zone?: string;
  language?: Language;
  position_id?: string | null;
  role_id?: string | null;
  role_source?: 'position' | 'manual';
  department_id?: string | null;
  branch_id?: string | null;
  reports_to?: string | null;
  status: EmployeeStatus;
  administrator: boolean;
  profiles?: string[] | null;
  phones?: string[] | null;
  extension?: string;
  email?: string;
  groups?: { id: string; manager: boolean }[] | null;
}

export interface Position extends Versioned {
  name: string;
  role_id?: string | null;
  department_id?: string | null;
}

export interface Role extends Versioned {
  name: string;
  parent_id?: string | null;
  profiles?: string[] | null;
  team?: 'none' | 'view' | 'edit';
}

export type ReachSetting = Reach | 'none' | Reach[];
export type Matrix = Record<string, Partial<Record<Action, ReachSetting>>>;

export interface Profile extends Versioned {
  name: string;
  matrix?: Matrix | null;
  fields?: Record<string, Record<string, FieldRight>> | null;
  features?: Record<string, boolean> | null;
}

export interface GroupMember {
  kind: PrincipalKind;
  id: string;
  manager?: boolean;
}

export interface Group extends Versioned {
  name: string;
  members?: GroupMember[] | null;
  profiles?: string[] | null;
  department_id?: string | null;
  branch_id?: string | null;
  counts_for_reach?: boolean;
}

export interface Department extends Versioned {
  name: string;
  parent_id?: string | null;
  head_id?: string | null;
}

export interface Branch extends Versioned {
  name: string;
  address?: string;
  time_zone?: string;
}

/** The profile of the company. */
export interface Company {
  version: Version;
  name: string;
  legal_name: string;
  tax_number: string;
  address: string;
  phone: string;
  email: string;
  website: string;
  logo: KeptFile | null;
  language: Language;
  time_zone: string;
  currency: string;
  country: string;
  name_order: NameOrder;
  rates: Rate[];
  work_days: number[];
  work_from: string;
  work_to: string;
  dial_outside: string;
  dial_internal: number;
  files_per_day_mb: number;
  files_keep_free_mb: number;
}

/** The server through which the office sends letters; without a host there is none. */
export interface MailServer {
  version: Version;
  host: string;
  port: number;
  security: 'starttls' | 'tls' | 'none';
  user: string;
  sender: string;
  has_password: boolean;
  /** Only ever sent. */
  password?: string;
}

/** What became of a letter. */
export interface Delivery {
  sent: boolean;
  to: string;
  /** What the mail server said, in its own words. */
  answer: string;
  problem?: string;
}

/** How a number typed in is kept and dialled; empty for what is no number. */
export interface Dialled {
  kept: string;
  dialled: string;
  internal: boolean;
}

/** What is left of the office's disk, in MB. */
export interface FileSpace {
  free_mb: number;
  file_mb: number;
  today_mb: number;
}

export interface SharingRule extends Versioned {
  name: string;
  type: string;
  source: { kind: 'responsible' | 'condition'; principal?: Principal | null; filter?: unknown };
  target: Principal;
  level: Level;
  active: boolean;
}

export interface Restriction extends Versioned {
  name: string;
  type: string;
  filter?: unknown;
  who?: Principal[] | null;
  except?: Principal[] | null;
  level: Level;
  active: boolean;
}

export const FEATURES = [
  'comments',
  'api',
  'reports',
  'documents',
  'processes',
  'campaigns',
  'mail',
  'telephony',
  'portal',
  'administration.people',
  'administration.rights',
  'administration.types',
  'administration.audit',
] as const;

export interface ApiToken {
  id: string;
  name: string;
  created_at?: string;
  expires?: string | null;
  last_used_at?: string | null;
}

/** A computer that holds a copy of what somebody may see. */
export interface Computer {
  id: string;
  name: string;
  address: string;
  seen_at: string;
  current: boolean;
}

export interface Session {
  id: string;
  name: string;
  address?: string;
  created_at?: string;
  seen_at?: string;
  current?: boolean;
}
