import { Button } from '@mantine/core';
import { IconLock, IconMathFunction } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ApiError,
  type FieldDefinition,
  fitting,
  type RecordItem,
  type FieldValue as Value,
} from '@/shared/api';
import { label } from '@/shared/i18n';
import {
  FieldInput,
  FieldValue,
  fieldContent,
  fieldOf,
  sameValue,
  useErrorText,
  useFieldText,
} from '@/shared/ui';
import classes from './card.module.css';
import { FieldHistory } from './FieldHistory';
import { useEdit } from './useEdit';

interface Editing {
  base: Value;
  draft: Value;
  names: Record<string, string>;
  error?: string;
  /** Set while somebody else's change of the same field waits for a decision. */
  theirs?: { value: Value };
}

/** Enter means something else while one of these is edited. */
const ENTER_CHOOSES = new Set(['choices']);
const SAVES_AT_ONCE = new Set(['choice', 'yes_no', 'date', 'employee', 'link', 'file']);

/** A field shown as text and edited in place. What is typed stays until it is saved or given up. */
export function InlineField({ field, record }: { field: FieldDefinition; record: RecordItem }) {
  const { t, i18n } = useTranslation();
  const [editing, setEditing] = useState<Editing>();
  const name = label(field.labels, i18n.language, field.name);
  const value = fieldOf(record, field.name);
  const content = fieldContent(record.type, record.id, field.name, value, true);
  const locked = record.locked?.includes(field.name) === true;
  const mayEdit = record.can.edit === true && field.right === 'edit' && !locked;

  const button = useRef<HTMLButtonElement>(null);
  const open = editing !== undefined;
  const wasOpen = useRef(false);
  useEffect(() => {
    // Who ends by a key what he began by one goes on from the same place.
    if (wasOpen.current && !open && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = open;
  }, [open]);

  const begin = () => setEditing({ base: value, draft: value, names: record.names ?? {} });

  return (
    <div className={classes.field} data-editing={editing !== undefined}>
      <dt className={classes.name}>
        <Named field={field} record={record} name={name} />
      </dt>
      <dd className={classes.value}>
        {editing ? (
          <Editor field={field} record={record} editing={editing} onChange={setEditing} />
        ) : mayEdit ? (
          <span className={classes.editable}>
            <FieldValue field={field} value={value} names={record.names} content={content} interactive />
            <button
              type="button"
              ref={button}
              className={classes.edit}
              data-edit
              aria-label={t('record.edit_field', { name })}
              data-testid={`edit-${field.name}`}
              onClick={begin}
            />
          </span>
        ) : (
          <span className={classes.locked} title={whyLocked(field, locked, t)}>
            <FieldValue field={field} value={value} names={record.names} content={content} interactive />
            {field.formula ? (
              <IconMathFunction
                size={12}
                stroke={1.6}
                aria-label={t('record.calculated')}
                className={classes.lock}
              />
            ) : (
              record.can.edit === true && (
                <IconLock
                  size={12}
                  stroke={1.6}
                  aria-label={t(locked ? 'list.locked_invited' : 'record.read_only')}
                  className={classes.lock}
                />
              )
            )}
          </span>
        )}
      </dd>
    </div>
  );
}

/** The name of a field; it leads to who changed the field. */
function Named({ field, record, name }: { field: FieldDefinition; record: RecordItem; name: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const button = (
    <button
      type="button"
      className={classes.historyButton}
      aria-expanded={open}
      title={t('record.history', { name })}
      data-testid={`history-${field.name}`}
      onClick={() => setOpen(!open)}
    >
      {name}
    </button>
  );
  if (!open) return button;
  return (
    <FieldHistory field={field} record={record} onClose={() => setOpen(false)}>
      {button}
    </FieldHistory>
  );
}

interface EditorProps {
  field: FieldDefinition;
  record: RecordItem;
  editing: Editing;
  onChange: (editing: Editing | undefined) => void;
}

function Editor({ field, record, editing, onChange }: EditorProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const edit = useEdit(record);
  const box = useRef<HTMLDivElement>(null);
  const saving = useRef(false);

  const save = async (draft: Value, force = false) => {
    if (saving.current) return;
    if (!force && sameValue(draft, editing.base)) return onChange(undefined);
    saving.current = true;
    const result = await edit(field.name, draft === '' ? null : draft, editing.base, force);
    saving.current = false;
    if (result.kind === 'saved') return onChange(undefined);
    if (result.kind === 'conflict') {
      const { error: _, ...rest } = editing;
      return onChange({ ...rest, draft, theirs: { value: fieldOf(result.current, field.name) } });
    }
    const { error } = result;
    const own = error instanceof ApiError ? error.fields[field.name] : undefined;
    onChange({ ...editing, draft, error: own ?? errorText(error) });
  };

  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onChange(undefined);
    }
    const commits =
      field.kind === 'long_text' ? event.ctrlKey || event.metaKey : event.target instanceof HTMLInputElement;
    if (
      event.key === 'Enter' &&
      commits &&
      !SAVES_AT_ONCE.has(field.kind) &&
      !ENTER_CHOOSES.has(field.kind)
    ) {
      event.preventDefault();
      void save(editing.draft);
    }
  };

  const handleChange = (draft: Value) => {
    const { error: _, ...rest } = editing;
    onChange({ ...rest, draft });
    if (SAVES_AT_ONCE.has(field.kind)) void save(draft);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to the keys of the editor inside
    <div
      ref={box}
      onKeyDown={handleKey}
      onBlur={(event) => {
        const to = event.relatedTarget;
        // Focus in the editor's own dropdown, which lives elsewhere in the page, is still focus in the editor.
        if (
          to instanceof Node &&
          (box.current?.contains(to) || (to instanceof Element && to.closest('[data-portal]')))
        )
          return;
        // The dialog that chooses a file takes the focus while it is open.
        if (field.kind === 'file') return;
        if (!editing.error && !editing.theirs) void save(editing.draft);
      }}
    >
      <FieldInput
        field={fitting(field, record.fields)}
        bare
        autoFocus
        value={editing.draft}
        names={{ ...record.names, ...editing.names }}
        onName={(id, name) => onChange({ ...editing, names: { ...editing.names, [id]: name } })}
        error={editing.error}
        onChange={handleChange}
      />
      {editing.theirs && (
        <Conflict
          field={field}
          record={record}
          mine={editing.draft}
          theirs={editing.theirs.value}
          onKeep={() => void save(editing.draft, true)}
          onTake={() => onChange(undefined)}
        />
      )}
      {editing.error && (
        <div className={classes.buttons}>
          <Button size="compact-xs" onClick={() => void save(editing.draft)}>
            {t('common.retry')}
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange(undefined)}>
            {t('common.cancel')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface ConflictProps {
  field: FieldDefinition;
  record: RecordItem;
  mine: Value;
  theirs: Value;
  onKeep: () => void;
  onTake: () => void;
}

function Conflict({ field, record, mine, theirs, onKeep, onTake }: ConflictProps) {
  const { t } = useTranslation();
  const text = useFieldText();
  return (
    <div className={classes.conflict} role="alert">
      <strong>{t('conflict.title')}</strong>
      <dl>
        <dt>{t('conflict.mine')}</dt>
        <dd>{text(field, mine, record.names) || '—'}</dd>
        <dt>{t('conflict.theirs')}</dt>
        <dd>{text(field, theirs, record.names) || '—'}</dd>
      </dl>
      <div className={classes.buttons}>
        <Button size="compact-xs" onClick={onKeep}>
          {t('conflict.keep')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onTake}>
          {t('conflict.take')}
        </Button>
      </div>
    </div>
  );
}

/** Why a field that is not hidden cannot be changed. */
function whyLocked(field: FieldDefinition, locked: boolean, t: TFunction): string {
  if (field.formula) return t('record.calculated');
  if (locked) return t('list.locked_invited');
  return t(field.right === 'edit' ? 'record.read_only' : `record.right_${field.right}`);
}
