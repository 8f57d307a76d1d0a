import { IconAlertCircle, IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ElementType, Names, NextStep, RecordItem } from '@/shared/api';
import classes from './card.module.css';
import { pipelineOf } from './pipelineOf';
import { Task } from './Task';

interface NextStepStripProps {
  type: ElementType;
  record: RecordItem;
  /** Undefined where one does not read tasks, null where none is open. */
  step: NextStep | null | undefined;
  names: Names;
  onPlan: () => void;
}

/** The open task or meeting due first. Of what stands open in a pipeline it is also said that there is none. */
export function NextStepStrip({ type, record, step, names, onPlan }: NextStepStripProps) {
  const { t } = useTranslation();
  if (step) {
    return (
      <div className={classes.step} data-testid="next-step">
        <IconArrowRight size={15} stroke={1.7} aria-hidden="true" />
        <span className={classes.stepTitle}>{t('timeline.next_step')}</span>
        <Task task={step} names={names} record={record} />
      </div>
    );
  }
  if (step === undefined || !isOpen(type, record) || !record.can.comment) return null;
  return (
    <div className={classes.step} data-testid="next-step" data-missing>
      <IconAlertCircle size={15} stroke={1.7} aria-hidden="true" />
      <span className={classes.stepTitle}>{t('timeline.no_next_step')}</span>
      <button type="button" className={classes.tab} onClick={onPlan}>
        {t('timeline.plan')}
      </button>
    </div>
  );
}

function isOpen(type: ElementType, record: RecordItem): boolean {
  const stage = pipelineOf(type);
  if (!stage || record.deleted_at !== undefined) return false;
  const now = stage.choices?.find((choice) => choice.value === record.fields[stage.name]);
  return !now?.outcome;
}
