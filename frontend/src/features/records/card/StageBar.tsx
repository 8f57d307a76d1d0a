import { useTranslation } from 'react-i18next';
import type { ElementType, FieldDefinition, RecordItem } from '@/shared/api';
import { label } from '@/shared/i18n';
import { useShowError } from '@/shared/ui';
import classes from './card.module.css';
import { pipelineOf } from './pipelineOf';
import { useEdit } from './useEdit';

/** The stages of a pipeline as steps; a press moves the record there. */
export function StageBar({ type, record }: { type: ElementType; record: RecordItem }) {
  const stage = pipelineOf(type);
  return stage ? <Stages field={stage} record={record} /> : null;
}

function Stages({ field, record }: { field: FieldDefinition; record: RecordItem }) {
  const { i18n } = useTranslation();
  const edit = useEdit(record);
  const showError = useShowError();
  const choices = field.choices ?? [];
  const now = choices.findIndex((choice) => choice.value === record.fields[field.name]);
  const outcome = choices[now]?.outcome;
  const mayEdit = record.can.edit === true && field.right === 'edit';
  return (
    <fieldset className={classes.stages} aria-label={label(field.labels, i18n.language, field.name)}>
      {choices.map((choice, index) => (
        <button
          key={choice.value}
          type="button"
          className={classes.stage}
          data-passed={index < now && outcome !== 'lost'}
          data-outcome={index === now ? (choice.outcome ?? '') : undefined}
          aria-current={index === now ? 'step' : undefined}
          disabled={!mayEdit && index !== now}
          onClick={async () => {
            if (!mayEdit || index === now) return;
            const result = await edit(field.name, choice.value, record.fields[field.name]);
            if (result.kind === 'failed') showError(result.error);
          }}
        >
          {label(choice.labels, i18n.language, choice.value)}
        </button>
      ))}
    </fieldset>
  );
}
