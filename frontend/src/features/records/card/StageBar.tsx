import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementType, FieldDefinition, FieldValue, RecordItem } from '@/shared/api';
import { label } from '@/shared/i18n';
import { useKeys } from '@/shared/keys';
import { useShowError } from '@/shared/ui';
import { DEFAULT_SORT, recordKeys } from '../api';
import { cardShape, nextLane, UNSORTED } from '../board/lanes';
import { MoveQuestion } from '../board/MoveQuestion';
import { decidingField, type Pipeline, pipelineIn, stagesOf } from '../board/pipelines';
import { useMoves } from '../board/useMoves';
import classes from './card.module.css';
import { pipelineOf } from './pipelineOf';
import { useEdit } from './useEdit';

/** The stages of a pipeline as steps; a press moves the record there, and asks what the board would ask. */
export function StageBar({ type, record }: { type: ElementType; record: RecordItem }) {
  const stage = pipelineOf(type);
  const on = decidingField(type, stage);
  const pipeline = on && pipelineIn(on, record.fields[on.name]);
  return stage ? (
    <Stages type={type} field={stagesOf(stage, pipeline)} pipeline={pipeline} record={record} />
  ) : null;
}

interface StagesProps {
  type: ElementType;
  field: FieldDefinition;
  pipeline: Pipeline | undefined;
  record: RecordItem;
}

/** Where the stages do not all fit, the one in which the record stands does. */
function intoView(stage: HTMLButtonElement | null): void {
  stage?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function Stages({ type, field, pipeline, record }: StagesProps) {
  const { i18n } = useTranslation();
  const edit = useEdit(record);
  const showError = useShowError();
  const queries = useQueryClient();
  const { moves, question, ...mover } = useMoves({
    type,
    field,
    sort: DEFAULT_SORT,
    reason: cardShape(type).reason,
  });
  const choices = field.choices ?? [];
  // What was saved last is here a moment before the card is drawn with it: keys pressed meanwhile go on from there.
  const latest = queries.getQueryData<RecordItem>(recordKeys.one(type.name, record.id)) ?? record;
  const held = String(latest.fields[field.name] ?? UNSORTED);
  const [waiting, setWaiting] = useState<string>();
  const bound = useRef<string>(undefined);
  const moving = moves.has(record.id);
  const shown = waiting ?? moves.get(record.id)?.to ?? held;
  const now = choices.findIndex((choice) => choice.value === shown);
  const nameOf = (value: string) =>
    label(choices.find((choice) => choice.value === value)?.labels, i18n.language, value);
  const start = (to: string) => {
    bound.current = to;
    mover.start({ record: latest, names: latest.names ?? {} }, held, to);
  };
  // Who goes on while the record is on its way to a stage means the stage after that.
  const move = (to: string) => (moving ? setWaiting(to) : start(to));
  const asked = question !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what waits goes on once, when the way is free
  useEffect(() => {
    if (waiting === undefined || (moving && !asked)) return;
    setWaiting(undefined);
    // Nothing goes on from a stage that was asked about, called off or refused.
    if (!asked && held === bound.current) start(waiting);
  }, [moving, asked, waiting]);
  const outcome = choices[now]?.outcome;
  const may = ({ right }: FieldDefinition) => record.can.edit === true && right === 'edit';
  const mayEdit = may(field);
  const go = (by: 1 | -1) => () => {
    const to = nextLane(field, shown, by);
    if (to !== undefined) move(to);
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
          data-stage={choice.value}
          data-passed={index < now && outcome !== 'lost'}
          data-outcome={index === now ? (choice.outcome ?? '') : undefined}
          ref={index === now ? intoView : undefined}
          aria-current={index === now ? 'step' : undefined}
          disabled={!mayEdit && index !== now}
          onClick={() => {
            if (mayEdit && index !== now) move(choice.value);
          }}
        >
          {nameOf(choice.value)}
        </button>
      ))}
      {question && (
        <MoveQuestion
          question={question}
          lane={nameOf(question.move.to)}
          near={`fieldset [data-stage="${CSS.escape(question.move.to)}"]`}
          onAnswer={mover.answer}
          onCancel={mover.cancel}
        />
      )}
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
