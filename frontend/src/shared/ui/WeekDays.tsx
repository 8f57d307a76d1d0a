import { Checkbox, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { weekDays } from '../format';

interface WeekDaysProps {
  label: string;
  /** 1 is Monday. */
  value: number[];
  error?: string | undefined;
  onChange: (days: number[]) => void;
}

/** Days of the week, each chosen by itself; they come back in their order. */
export function WeekDays({ label, value, error, onChange }: WeekDaysProps) {
  const { i18n } = useTranslation();
  return (
    <Checkbox.Group
      label={label}
      value={value.map(String)}
      error={error}
      onChange={(days) => onChange(days.map(Number).sort((a, b) => a - b))}
    >
      <Group gap="md" mt={4} mb="sm">
        {weekDays(i18n.language).map((day, index) => (
          <Checkbox key={day} value={String(index + 1)} label={day} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
