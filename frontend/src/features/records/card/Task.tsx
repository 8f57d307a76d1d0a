import { Checkbox, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Names, type NextStep, type RecordItem } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { useShowError } from '@/shared/ui';
import { recordKeys } from '../api';
import classes from './card.module.css';

interface TaskProps {
  task: NextStep;
  /** When it is, in words; by default until when it has to be done. */
  when?: string;
  names: Names;
  record: RecordItem;
}

/**
 * A task or meeting as it stands on the card it is about; the responsible of a task marks it as done. Who may not read
 * whether it is done sees no box.
 */
export function Task({ task, when, names, record }: TaskProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const showError = useShowError();
  const type = task.type ?? 'task';
  const date = task.due && (task.due.length > 10 ? format.dateTime(task.due) : format.date(task.due));
  const due = when ?? (date && (type === 'task' ? t('timeline.due', { date }) : date));
  const who = task.responsible ? (names[task.responsible] ?? '') : '';

  const handleDone = async (done: boolean) => {
    try {
      await api.patch(`/api/records/${type}/${encodeURIComponent(task.id)}`, { fields: { done } });
      await queries.invalidateQueries({ queryKey: [...recordKeys.one(record.type, record.id), 'timeline'] });
    } catch (error) {
      showError(error);
    }
  };

  const details = [who, due].filter(Boolean).join(' · ') || undefined;
  const unknown = task.done === undefined;
  if (unknown && task.can_perform === false) {
    return (
      <div>
        <Text size="sm">{task.title}</Text>
        {details && (
          <Text size="xs" c="dimmed">
            {details}
          </Text>
        )}
      </div>
    );
  }

  return (
    <Checkbox
      mt={4}
      checked={task.done ?? false}
      indeterminate={unknown}
      disabled={task.can_perform === false}
      label={<span className={task.done ? classes.done : undefined}>{task.title}</span>}
      description={details}
      onChange={(event) => void handleDone(event.currentTarget.checked)}
    />
  );
}
