import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TypeLabels } from '@/shared/api';
import { FieldGrid, ICON_NAMES, TypeIcon } from '@/shared/ui';
import { languagesFrom } from './languages';
import classes from './types.module.css';

export interface NamesAndIcon {
  labels: TypeLabels;
  icon: string;
}

interface TypeNamesProps {
  draft: NamesAndIcon;
  errors: Record<string, string>;
  change: (part: Partial<NamesAndIcon>) => void;
}

/** What a type is called for one and for many, in both languages, and its picture. */
export function TypeNames({ draft, errors, change }: TypeNamesProps) {
  const { t, i18n } = useTranslation();
  const { labels } = draft;
  const [own, other] = languagesFrom(i18n.language);
  const input = (form: 'one' | 'many', language: 'en' | 'ru') => (
    <TextInput
      label={t(`types.names.${form}_${language}`)}
      placeholder={language === own ? undefined : labels[form][own]}
      value={labels[form][language] ?? ''}
      error={form === 'one' && language === own ? errors.labels : undefined}
      onChange={(event) =>
        change({ labels: { ...labels, [form]: { ...labels[form], [language]: event.currentTarget.value } } })
      }
    />
  );
  return (
    <>
      <FieldGrid>
        {input('one', own)}
        {input('many', own)}
        {input('one', other)}
        {input('many', other)}
      </FieldGrid>
      <fieldset className={classes.icons}>
        <legend className="mantine-InputWrapper-label">{t('types.icon')}</legend>
        {ICON_NAMES.map((icon) => (
          <label key={icon} className={classes.icon} title={t(`types.icons.${icon}`)}>
            <input
              type="radio"
              name="icon"
              aria-label={t(`types.icons.${icon}`)}
              checked={draft.icon === icon}
              onChange={() => change({ icon })}
            />
            <TypeIcon type={{ name: '', icon }} size={18} />
          </label>
        ))}
      </fieldset>
    </>
  );
}

/** Names with those that were left out taken from the other language. */
export function completeLabels({ one, many }: TypeLabels): TypeLabels {
  const both = ({ en = '', ru = '' }: TypeLabels['one'], fallback: TypeLabels['one']) => ({
    en: en || ru || fallback.en || fallback.ru || '',
    ru: ru || en || fallback.ru || fallback.en || '',
  });
  return { one: both(one, many), many: both(many, one) };
}
