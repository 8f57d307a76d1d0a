import { Checkbox } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Names, type NextStep, type RecordItem } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { useShowError } from '@/shared/ui';
import { recordKeys } from '../api';
import classes from './card.module.css';

interface TaskProps {
  task: NextStep;
  names: Names;
  record: RecordItem;
}

/** A task as it stands on the card it is about; its responsible marks it as done. */
export function Task({ task, names, record }: TaskProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const showError = useShowError();
  const due = task.due
    ? t('timeline.due', { date: task.due.length > 10 ? format.dateTime(task.due) : format.date(task.due) })
    : '';
  const who = task.responsible ? (names[task.responsible] ?? '') : '';

  const handleDone = async (done: boolean) => {
    try {
      await api.patch(`/api/records/task/${encodeURIComponent(task.id)}`, { fields: { done } });
      await queries.invalidateQueries({ queryKey: [...recordKeys.one(record.type, record.id), 'timeline'] });
    } catch (error) {
      showError(error);
    }
  };

  return (
    <Checkbox
      mt={4}
      checked={task.done}
      disabled={task.can_perform === false}
      label={<span className={task.done ? classes.done : undefined}>{task.title}</span>}
      description={[who, due].filter(Boolean).join(' · ') || undefined}
      onChange={(event) => void handleDone(event.currentTarget.checked)}
    />
  );
}
