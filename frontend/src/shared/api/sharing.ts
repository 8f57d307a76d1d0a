import type { Level, Version } from './types';

export type PrincipalKind =
  | 'everyone'
  | 'employee'
  | 'role'
  | 'role_and_below'
  | 'group'
  | 'department'
  | 'department_and_below'
  | 'branch'
  | 'superior'
  | 'field';

export interface Principal {
  kind: PrincipalKind;
  id: string;
  name?: string;
  detail?: string;
}

export interface Share {
  principal: Principal;
  level: Level;
  expires?: string | null;
  reason?: string;
  given_by?: { id: string; name: string } | null;
}

/** A record that another one links to; without a name where one may not view it. */
export interface RelatedRecord {
  type: string;
  id: string;
  name: string;
  can: boolean;
}

export interface Shares {
  items: Share[];
  levels: Level[];
  can: boolean;
  /** Of the list, for replacing it. */
  version: Version;
  related: RelatedRecord[];
}

export interface Ground {
  kind: string;
  holds: boolean;
  text: string;
}

export interface Explanation {
  allowed: boolean;
  grounds: Ground[];
}

export interface WhoSees {
  employee: { id: string; name: string };
  level: Level;
  grounds: string[];
}
