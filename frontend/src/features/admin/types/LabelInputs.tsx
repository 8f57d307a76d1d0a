import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Labels } from '@/shared/api';
import { FieldGrid } from '@/shared/ui';
import { languagesFrom } from './languages';
import classes from './types.module.css';

interface LabelInputsProps {
  labels: Labels;
  error?: string | undefined;
  /** What is worth a second look, and no mistake. */
  warning?: string | undefined;
  /** Whether typing begins here. */
  autoFocus?: boolean;
  onChange: (labels: Labels) => void;
}

/** What something is called, in both languages: first the reader's own, and the other where it is called otherwise there. */
export function LabelInputs({ labels, error, warning, autoFocus, onChange }: LabelInputsProps) {
  const { t, i18n } = useTranslation();
  const [own, other] = languagesFrom(i18n.language);
  const names = (
    <FieldGrid>
      <TextInput
        label={t(`types.label_${own}`)}
        value={labels[own] ?? ''}
        error={error}
        autoFocus={autoFocus}
        data-autofocus={autoFocus || undefined}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => onChange({ ...labels, [own]: event.currentTarget.value })}
      />
      <TextInput
        label={t(`types.label_${other}`)}
        placeholder={labels[own]}
        value={labels[other] ?? ''}
        onChange={(event) => onChange({ ...labels, [other]: event.currentTarget.value })}
      />
    </FieldGrid>
  );
  return (
    <div>
      {names}
      <div role="status" className={classes.warning}>
        {warning}
      </div>
    </div>
  );
}
