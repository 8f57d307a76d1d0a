import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ElementType,
  type FieldDefinition,
  type FieldValue,
  type RecordItem,
  useMe,
} from '@/shared/api';
import { FieldInput, fieldOf, nameOf } from '@/shared/ui';
import { recordKeys } from '../api';
import { useDraft } from '../form/useDraft';
import classes from './card.module.css';
import { keptDraft } from './keptDraft';

/** The activities that are made by a form of their own fields. */
export const FORMS = ['call', 'meeting'] as const;
export type FormKind = (typeof FORMS)[number];

/** What is asked for, line by line; what the company requires besides comes below. */
const ASKED: Record<FormKind, string[][]> = {
  call: [['direction', 'result', 'phone'], ['at', 'minutes', 'contact'], ['comment']],
  meeting: [['name'], ['starts', 'ends'], ['contact', 'place']],
};
const NAME_LENGTH = 200;

/** Whether the employee may make an activity of the type on the card of another record. */
export function mayPlan(type: ElementType | undefined): boolean {
  return (
    type?.can.create === true && type.fields.some(({ name, right }) => name === 'about' && right === 'edit')
  );
}

interface ActivityFormProps {
  /** The type of the activity. */
  type: ElementType;
  record: RecordItem;
  /** Called once it has been made. */
  onMade: () => void;
}

/** Plans a meeting about the record, or writes a call down. */
export function ActivityForm({ type, record, onMade }: ActivityFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const kind = type.name as FormKind;
  const kept = keptDraft(useMe().employee.id, `${kind}.${record.type}.${record.id}`);
  const [before] = useState(kept.read);
  const { fields, errors, problem, busy, save, inputOf } = useDraft(
    type,
    before ?? {
      values: begun(record, kind === 'call' ? t('composer.call_name', { name: nameOf(record) }) : ''),
      names: { ...record.names, [record.id]: nameOf(record) },
    },
    kept.write,
  );
  const left = new Map(fields.map((field) => [field.name, field]));
  const lines = ASKED[kind].map((names) => names.flatMap((name) => taken(left, name)));
  const others = [...left.values()].filter(
    ({ name, required }) => (required && name !== 'name') || errors[name] !== undefined,
  );

  const handleSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await save())) return;
    kept.drop();
    await queries.invalidateQueries({ queryKey: [...recordKeys.one(record.type, record.id), 'timeline'] });
    onMade();
  };
  const first = lines[0]?.[0];
  return (
    <form
      className={classes.activityForm}
      data-testid="activity-form"
      onSubmit={(event) => void handleSubmit(event)}
      noValidate
    >
      {[...lines, others].map(
        (line) =>
          line.length > 0 && (
            <div key={line[0]?.name} className={classes.composerRow}>
              {line.map((field) => (
                <FieldInput key={field.name} {...inputOf(field)} autoFocus={field === first} />
              ))}
            </div>
          ),
      )}
      {problem !== '' && (
        <div className={classes.problem} role="alert">
          {problem}
        </div>
      )}
      <div>
        <Button type="submit" loading={busy} data-testid="composer-send">
          {t(`composer.${kind}_add`)}
        </Button>
      </div>
    </form>
  );
}

function taken(left: Map<string, FieldDefinition>, name: string): FieldDefinition[] {
  const field = left.get(name);
  left.delete(name);
  return field ? [field] : [];
}

/** What is known of the activity from the card it is made on, such as whom it is with. */
function begun(record: RecordItem, name: string): Record<string, FieldValue> {
  const phone = fieldOf(record, 'phone');
  const contact = record.type === 'contact' ? record.id : fieldOf(record, 'contact');
  const known =
    typeof contact === 'string' && (contact === record.id || record.names?.[contact] !== undefined);
  return {
    about: { type: record.type, id: record.id },
    ...(name === '' ? {} : { name: name.slice(0, NAME_LENGTH) }),
    ...(known ? { contact } : {}),
    ...(typeof phone === 'string' && !phone.startsWith('•') ? { phone } : {}),
  };
}
