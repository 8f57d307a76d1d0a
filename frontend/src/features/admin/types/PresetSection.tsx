import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, typesQuery } from '@/shared/api';
import { Section, showToast, useShowError } from '@/shared/ui';
import classes from '../admin.module.css';

const PRESETS = ['open', 'strict'] as const;
type Preset = (typeof PRESETS)[number];

/** Opens or closes all ready types at once. */
export function PresetSection() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();
  const [asked, setAsked] = useState<Preset>();
  const [busy, setBusy] = useState(false);

  const apply = async (preset: Preset) => {
    setBusy(true);
    try {
      await api.post('/api/types/preset', { preset });
      await queries.invalidateQueries({ queryKey: typesQuery.queryKey });
      showToast(t('types.preset.applied'));
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
      setAsked(undefined);
    }
  };

  return (
    <div className={classes.editor}>
      <Section title={t('types.preset.title')} hint={t('types.preset.hint')}>
        {PRESETS.map((preset) => (
          <div key={preset} className={classes.preset}>
            <span>
              <strong>{t(`types.preset.${preset}`)}</strong>
              <span className={classes.detail}>{t(`types.preset.${preset}_hint`)}</span>
            </span>
            {asked === preset ? (
              <Group gap={6} wrap="nowrap">
                <Button loading={busy} onClick={() => void apply(preset)}>
                  {t('types.preset.sure')}
                </Button>
                <Button variant="subtle" color="gray" onClick={() => setAsked(undefined)}>
                  {t('common.cancel')}
                </Button>
              </Group>
            ) : (
              <Button
                variant="default"
                onClick={() => setAsked(preset)}
                aria-label={`${t('types.preset.apply')}: ${t(`types.preset.${preset}`)}`}
              >
                {t('types.preset.apply')}
              </Button>
            )}
          </div>
        ))}
      </Section>
    </div>
  );
}
