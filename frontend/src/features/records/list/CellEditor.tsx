import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import {
  type FieldDefinition,
  type FieldValue,
  fitting,
  type Money,
  type Names,
  type RecordItem,
} from '@/shared/api';
import { type AfterEdit, type CellEditing, FieldInput, fieldOf } from '@/shared/ui';
import classes from './list.module.css';
import type { CellChange } from './useCellSave';

interface CellEditorProps extends CellEditing {
  field: FieldDefinition;
  record: RecordItem;
  names: Names;
  onSave: (change: CellChange) => void;
}

/** What is picked is what one means: these are saved as soon as something is chosen. */
const SAVES_AT_ONCE = new Set(['choice', 'yes_no', 'date', 'employee', 'link']);
/** Their lists open at once, since there is nothing to type. */
const OPENS = new Set(['choice', 'choices']);
/** Enter means something else while one of these is edited. */
const ENTER_IS_THEIRS = new Set(['choices', 'long_text']);

/** Edits a cell where it stands: Enter saves and goes down, Tab saves and goes right, Escape gives up. */
export function CellEditor({ field, record: shown, names, typed, onSave, onDone }: CellEditorProps) {
  // What others change meanwhile is no base for what is typed here: it is asked about.
  const [record] = useState(shown);
  const box = useRef<HTMLDivElement>(null);
  const over = useRef(false);
  const [draft, setDraft] = useState(() => begun(field, fieldOf(record, field.name), typed));
  const [picked, setPicked] = useState<Record<string, string>>({});
  const latest = useRef({ draft, picked });
  latest.current = { draft, picked };

  useEffect(() => {
    const input = box.current?.querySelector('input');
    if (OPENS.has(field.kind)) input?.click();
    else if (typed === undefined) input?.select();
  }, [field.kind, typed]);

  const finish = (after: AfterEdit, keep: boolean, value = latest.current.draft) => {
    if (over.current) return;
    over.current = true;
    if (keep) onSave({ record, field, value: value === '' ? null : value, names: latest.current.picked });
    onDone(after);
  };

  const handleKey = (event: KeyboardEvent) => {
    const save = event.key === 'Enter' && (!ENTER_IS_THEIRS.has(field.kind) || event.ctrlKey);
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      finish(undefined, false);
    } else if (event.key === 'Tab') {
      event.preventDefault();
      finish(event.shiftKey ? 'left' : 'right', true);
    } else if (save && !SAVES_AT_ONCE.has(field.kind)) {
      event.preventDefault();
      finish('down', true);
    }
  };

  const handleChange = (value: FieldValue) => {
    setDraft(value);
    // The name of what was picked is told right after the pick itself.
    if (SAVES_AT_ONCE.has(field.kind)) queueMicrotask(() => finish(undefined, true, value));
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to the keys of the editor inside
    <div
      ref={box}
      className={classes.editor}
      data-kind={field.kind}
      data-testid="cell-editor"
      onKeyDownCapture={(event) => {
        if (event.key === 'Tab' || event.key === 'Escape') handleKey(event);
      }}
      onKeyDown={handleKey}
      onBlur={(event) => {
        const to = event.relatedTarget;
        // Focus in the editor's own dropdown, which lives elsewhere in the page, is still focus in the editor.
        if (to instanceof Element && (box.current?.contains(to) || to.closest('[data-portal]'))) return;
        if (document.hasFocus()) finish(undefined, true);
      }}
    >
      <FieldInput
        field={fitting(field, record.fields)}
        bare
        autoFocus
        value={draft}
        names={{ ...names, ...picked }}
        onName={(id, name) => {
          latest.current.picked = { ...latest.current.picked, [id]: name };
          setPicked(latest.current.picked);
        }}
        onChange={handleChange}
      />
    </div>
  );
}

/** What stands in the editor at first: the value itself, or what was typed in place of it. */
export function begun(field: FieldDefinition, value: FieldValue, typed: string | undefined): FieldValue {
  if (typed === undefined) return value;
  if (field.kind !== 'money') return typed;
  const { currency } = (value ?? {}) as Partial<Money>;
  return { amount: typed, currency: currency ?? 'EUR' };
}

/** Says whether a character typed on a cell of a field begins a value; on the title letters are commands. */
export function takes(field: FieldDefinition, character: string): boolean {
  switch (field.kind) {
    case 'number':
    case 'percent':
    case 'money':
      return /[\d.,-]/.test(character);
    case 'text':
    case 'email':
    case 'url':
      return field.name !== 'name' && /\S/.test(character);
    case 'phone':
      return /[\d+(]/.test(character);
    default:
      return false;
  }
}
