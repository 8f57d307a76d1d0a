import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice, FieldDesign, TypeDesign } from '@/shared/api';
import { label } from '@/shared/i18n';
import { Section, showToast, useErrorText, useProblem, useUnsaved } from '@/shared/ui';
import { ChoicesEditor } from './ChoicesEditor';
import { useTypeCalls } from './calls';
import { named } from './fields';
import { LabelInputs } from './LabelInputs';
import {
  type Pipelines,
  pipelinesOf,
  stagesIn,
  toArranged,
  withoutPipeline,
  withPipeline,
  withStages,
} from './pipelines';
import classes from './types.module.css';

/** The ways in which records of a type go forward: one for all, or several, each with its own stages. */
export function PipelinesTab({ type, stage }: { type: TypeDesign; stage: FieldDesign }) {
  const { t } = useTranslation();
  const calls = useTypeCalls();
  const errorText = useErrorText();
  const { problem, errors, ...state } = useProblem();
  const held = pipelinesOf(type, stage);
  const [draft, setDraft] = useState<Pipelines>();
  const [busy, setBusy] = useState(false);
  const now = draft ?? held;
  const change = (next: Pipelines) => {
    state.clear();
    setDraft(next);
  };

  const attempt = async (): Promise<boolean> => {
    setBusy(true);
    state.clear();
    try {
      if (now.pipelines.length === 0) await calls.changeField(type, stage, { choices: named(now.stages) });
      else await calls.arrangeChoices(type, stage, toArranged(now, type, stage));
      showToast(t('common.saved'));
      setDraft(undefined);
      return true;
    } catch (error) {
      state.fail(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  useUnsaved(draft !== undefined, attempt, () => setDraft(undefined));
  const save = (event: FormEvent) => {
    event.preventDefault();
    void attempt();
  };

  return (
    <form onSubmit={save} noValidate>
      {now.pipelines.length === 0 && (
        <Section title={t('types.pipelines')} hint={t('types.pipelines_none')}>
          <ChoicesEditor
            field={{ ...stage, choices: now.stages }}
            legend={t('types.stages')}
            add={t('types.add_stage')}
            error={undefined}
            onChange={(stages) => change({ ...now, stages })}
          />
        </Section>
      )}
      {now.pipelines.map((pipeline, at) => (
        <OnePipeline
          key={pipeline.value}
          stage={stage}
          pipelines={now}
          place={at}
          focus={draft !== undefined && pipeline.value.startsWith(':')}
          onChange={change}
        />
      ))}
      {problem !== undefined && (
        <div className={classes.problem} role="alert">
          {Object.values(errors)[0] ?? errorText(problem)}
        </div>
      )}
      <div className={classes.buttons}>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} stroke={1.8} />}
          onClick={() => change(withPipeline(now))}
          data-testid="add-pipeline"
        >
          {t('types.add_pipeline')}
        </Button>
        {draft && (
          <>
            <Button variant="default" onClick={() => setDraft(undefined)}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy} data-testid="save-pipelines">
              {t('common.save')}
            </Button>
          </>
        )}
      </div>
    </form>
  );
}

interface OnePipelineProps {
  stage: FieldDesign;
  pipelines: Pipelines;
  place: number;
  focus: boolean;
  onChange: (next: Pipelines) => void;
}

/** One pipeline: what it is called, its place among the others, and its stages. */
function OnePipeline({ stage, pipelines: all, place, focus, onChange }: OnePipelineProps) {
  const { t, i18n } = useTranslation();
  const pipeline = all.pipelines[place];
  if (!pipeline) return null;
  const { value, labels } = pipeline;
  const name = label(labels, i18n.language) || t('types.new_pipeline');
  const put = (part: Partial<Choice>) =>
    onChange({ ...all, pipelines: all.pipelines.with(place, { ...pipeline, ...part }) });
  const move = (to: number) =>
    onChange({ ...all, pipelines: all.pipelines.toSpliced(place, 1).toSpliced(to, 0, pipeline) });
  const last = all.pipelines.length - 1;
  return (
    <Section title={name}>
      <div className={classes.pipeline}>
        <LabelInputs
          labels={labels}
          autoFocus={focus && place === last}
          onChange={(changed) => put({ labels: changed })}
        />
        <span className={classes.moves}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('types.up', { name })}
            disabled={place === 0}
            onClick={() => move(place - 1)}
          >
            <IconArrowUp size={15} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('types.down', { name })}
            disabled={place === last}
            onClick={() => move(place + 1)}
          >
            <IconArrowDown size={15} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('types.take_out', { name })}
            disabled={last === 0}
            onClick={() => onChange(withoutPipeline(all, value))}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </span>
      </div>
      <ChoicesEditor
        field={{ ...stage, choices: stagesIn(all, value) }}
        legend={t('types.stages_of', { name })}
        add={t('types.add_stage')}
        error={undefined}
        onChange={(stages) => onChange(withStages(all, value, stages))}
      />
    </Section>
  );
}
