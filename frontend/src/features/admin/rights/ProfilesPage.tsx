import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FEATURES, type Profile } from '@/shared/api';
import { Section } from '@/shared/ui';
import classes from '../admin.module.css';
import { NameInput } from '../FormParts';
import type { FormProps } from '../ResourceForm';
import { ResourcePage } from '../ResourcePage';
import { Matrix } from './Matrix';

/** What one may do with records of each type, with their fields, and with parts of the program. */
export function ProfilesPage({ id }: { id: string | undefined }) {
  return (
    <ResourcePage
      name="profiles"
      id={id}
      empty={{ name: '', matrix: {}, fields: {}, features: {} }}
      form={ProfileForm}
      wide
    />
  );
}

function ProfileForm({ draft, change, errors }: FormProps<Profile>) {
  const { t } = useTranslation();
  const features = draft.features ?? {};
  return (
    <>
      <NameInput maw={420} value={draft.name} error={errors.name} onChange={(name) => change({ name })} />
      <Section title={t('matrix.title')} hint={t('matrix.hint')}>
        <Matrix
          matrix={draft.matrix ?? {}}
          fields={draft.fields ?? {}}
          onMatrix={(matrix) => change({ matrix })}
          onFields={(fields) => change({ fields })}
        />
        {errors.matrix && <div className={classes.problem}>{errors.matrix}</div>}
      </Section>
      <Section title={t('features.title')} hint={t('features.hint')}>
        <div className={classes.features}>
          {FEATURES.map((name) => (
            <div key={name} className={classes.feature}>
              <span>{t(`features.names.${name}`)}</span>
              <NativeSelect
                size="xs"
                aria-label={t(`features.names.${name}`)}
                data={[
                  { value: '', label: t('features.unnamed') },
                  { value: 'on', label: t('features.on') },
                  { value: 'off', label: t('features.off') },
                ]}
                value={features[name] === undefined ? '' : features[name] ? 'on' : 'off'}
                onChange={(event) => {
                  const { [name]: _, ...rest } = features;
                  const { value } = event.currentTarget;
                  change({ features: value === '' ? rest : { ...rest, [name]: value === 'on' } });
                }}
              />
            </div>
          ))}
        </div>
      </Section>
    </>
  );
}
