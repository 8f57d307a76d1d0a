import type { Choice, FieldValue, Names } from './types';

export type TimelineKind =
  | 'created'
  | 'change'
  | 'note'
  | 'task'
  | 'meeting'
  | 'call'
  | 'message'
  | 'file'
  | 'transfer'
  | 'share'
  | 'delete'
  | 'restore'
  | 'link'
  | 'unlink';

export interface TimelineItem {
  id: string;
  kind: TimelineKind;
  at: string;
  by: { id: string; name: string } | null;
  text?: string;
  changes?: { field: string; from: FieldValue; to: FieldValue }[] | null;
  task?: {
    /** As a next step it may be a meeting. */
    type?: 'task' | 'meeting';
    id: string;
    title: string;
    due?: string | null;
    /** Absent for who may not read it. */
    done?: boolean;
    responsible?: string | null;
    can_perform?: boolean;
  } | null;
  meeting?: Meeting | null;
  call?: Call | null;
  link?: { type: string; id: string; role?: string } | null;
  /** When a note or a message was last written anew. */
  edited?: string;
  can?: { edit: boolean; delete: boolean };
  file?: { id: string; name: string; size?: number | null; media_type: string; can_delete: boolean } | null;
}

/** What meetings and calls have in common as they stand on the card they are about. */
export interface Activity {
  id: string;
  title: string;
  responsible?: string | null;
  /** Whether the reader may open it; only then he reads what was said. */
  opens: boolean;
  text?: string;
}

export interface Meeting extends Activity {
  starts?: string | null;
  ends?: string | null;
  /** Absent for who may not read it. */
  done?: boolean;
  can_perform: boolean;
}

export interface Call extends Activity {
  at?: string | null;
  minutes?: string | null;
  direction?: Chosen;
  result?: Chosen;
}

/** A choice with its names, without which a reader who does not know the type would not understand it. */
type Chosen = Pick<Choice, 'value' | 'labels'>;

/** The open task or meeting due first. */
export type NextStep = NonNullable<TimelineItem['task']>;

export interface TimelinePage {
  items: TimelineItem[];
  next?: string | null;
  names?: Names | null;
  /** With the first page; absent for whoever does not read tasks, null where none is open. */
  next_step?: NextStep | null;
}
