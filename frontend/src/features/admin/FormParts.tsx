import { Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Level } from '@/shared/api';
import { FieldGrid } from '@/shared/ui';
import { TypeSelect } from './TypeSelect';

interface NameInputProps {
  value: string;
  error: string | undefined;
  onChange: (name: string) => void;
  maw?: number;
}

/** What an item of the administration is called. */
export function NameInput({ value, error, onChange, maw }: NameInputProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      {...(maw === undefined ? {} : { maw })}
      label={t('admin.name')}
      required
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface TypeAndLevelProps {
  draft: { type: string; level: Level };
  /** The levels to choose from, lowest first. */
  levels: Level[];
  label: string;
  errors: Record<string, string>;
  change: (part: { type?: string; level?: Level }) => void;
}

/** Which records a rule is about, and the level it gives or leaves. */
export function TypeAndLevel({ draft, levels, label, errors, change }: TypeAndLevelProps) {
  const { t } = useTranslation();
  return (
    <FieldGrid>
      <TypeSelect value={draft.type} error={errors.type} onChange={(type) => change({ type })} />
      <Select
        label={label}
        allowDeselect={false}
        data={levels.map((value) => ({ value, label: t(`level.${value}`) }))}
        value={draft.level}
        error={errors.level}
        onChange={(level) => change({ level: (level ?? 'view') as Level })}
      />
    </FieldGrid>
  );
}

/** Whether a rule acts. */
export function ActiveSwitch({ active, onChange }: { active: boolean; onChange: (active: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Switch
      label={t('admin.active')}
      checked={active}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
