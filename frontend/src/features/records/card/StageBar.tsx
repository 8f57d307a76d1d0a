import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ElementType, FieldDefinition, FieldValue, RecordItem } from '@/shared/api';
import { label } from '@/shared/i18n';
import { useKeys } from '@/shared/keys';
import { useShowError } from '@/shared/ui';
import { nextLane, UNSORTED } from '../board/lanes';
import { decidingField, type Pipeline, pipelineIn, stagesOf } from '../board/pipelines';
import classes from './card.module.css';
import { pipelineOf } from './pipelineOf';
import { useEdit } from './useEdit';

/** The stages of a pipeline as steps; a press moves the record there. */
export function StageBar({ type, record }: { type: ElementType; record: RecordItem }) {
  const stage = pipelineOf(type);
  const on = decidingField(type, stage);
  const pipeline = on && pipelineIn(on, record.fields[on.name]);
  return stage ? <Stages field={stagesOf(stage, pipeline)} pipeline={pipeline} record={record} /> : null;
}

interface StagesProps {
  field: FieldDefinition;
  pipeline: Pipeline | undefined;
  record: RecordItem;
}

function Stages({ field, pipeline, record }: StagesProps) {
  const { i18n } = useTranslation();
  const edit = useEdit(record);
  const showError = useShowError();
  const choices = field.choices ?? [];
  const now = choices.findIndex((choice) => choice.value === record.fields[field.name]);
  const outcome = choices[now]?.outcome;
  const may = ({ right }: FieldDefinition) => record.can.edit === true && right === 'edit';
  const mayEdit = may(field);
  const go = (by: 1 | -1) => () => {
    const to = nextLane(field, String(record.fields[field.name] ?? UNSORTED), by);
    if (to !== undefined) void put(field.name, to);
  };
  // A list or a board beside which the record is open has these keys for itself.
  useKeys({ stage_back: mayEdit && go(-1), stage_forward: mayEdit && go(1) }, true);
  const put = async (name: string, value: FieldValue) => {
    const result = await edit(name, value, record.fields[name]);
    if (result.kind === 'failed') showError(result.error);
  };
  return (
    <fieldset className={classes.stages} aria-label={label(field.labels, i18n.language, field.name)}>
      {pipeline && (
        <PipelineMenu
          pipeline={pipeline}
          onChange={may(pipeline.field) ? (value) => void put(pipeline.field.name, value) : undefined}
        />
      )}
      {choices.map((choice, index) => (
        <button
          key={choice.value}
          type="button"
          className={classes.stage}
          data-passed={index < now && outcome !== 'lost'}
          data-outcome={index === now ? (choice.outcome ?? '') : undefined}
          aria-current={index === now ? 'step' : undefined}
          disabled={!mayEdit && index !== now}
          onClick={() => {
            if (mayEdit && index !== now) void put(field.name, choice.value);
          }}
        >
          {label(choice.labels, i18n.language, choice.value)}
        </button>
      ))}
    </fieldset>
  );
}

interface PipelineMenuProps {
  pipeline: Pipeline;
  onChange: ((value: string) => void) | undefined;
}

/** The pipeline of a record; its menu moves the record to another one. */
function PipelineMenu({ pipeline: { field, value }, onChange }: PipelineMenuProps) {
  const { t, i18n } = useTranslation();
  const choices = field.choices ?? [];
  const nameOf = (of: string) =>
    label(choices.find((choice) => choice.value === of)?.labels, i18n.language, of);
  if (!onChange) return <span className={classes.pipeline}>{nameOf(value)}</span>;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button
          type="button"
          className={classes.pipeline}
          aria-label={t('board.pipeline', { name: nameOf(value) })}
          data-testid="card-pipeline"
        >
          {nameOf(value)}
          <IconChevronDown size={13} stroke={1.7} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('board.pipelines')}>
        <Menu.Label>{t('board.move_to_pipeline')}</Menu.Label>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.value}
            disabled={choice.value === value}
            onClick={() => onChange(choice.value)}
          >
            {nameOf(choice.value)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
