import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldDesign } from '@/shared/api';
import { FieldGrid } from '@/shared/ui';
import classes from './types.module.css';

interface ReverseInputProps {
  draft: FieldDesign;
  errors: Record<string, string>;
  change: (part: Partial<FieldDesign>) => void;
}

/** How the records with a link are headed on the card of the one that it leads to. */
export function ReverseInput({ draft, errors, change }: ReverseInputProps) {
  const { t } = useTranslation();
  const input = (language: 'en' | 'ru') => (
    <TextInput
      label={t(`types.reverse_${language}`)}
      value={draft.reverse?.[language] ?? ''}
      error={language === 'en' ? errors.reverse : undefined}
      onChange={(event) => change({ reverse: { ...draft.reverse, [language]: event.currentTarget.value } })}
    />
  );
  return (
    <div>
      <FieldGrid>
        {input('en')}
        {input('ru')}
      </FieldGrid>
      <p className={classes.hint}>{t('types.reverse_hint')}</p>
    </div>
  );
}
