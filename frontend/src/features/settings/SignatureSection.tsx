import { Textarea } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section, usePreferences } from '@/shared/ui';

const SAVE_AFTER_MS = 500;
/** The office takes no more characters. */
const LONGEST = 2_000;

/** What stands under one's letters; kept as it is typed. */
export function SignatureSection() {
  const { t } = useTranslation();
  const { signature, change } = usePreferences();
  const [text, setText] = useState(signature);
  const save = useDebouncedCallback((signature: string) => change({ signature }), {
    delay: SAVE_AFTER_MS,
    flushOnUnmount: true,
  });
  return (
    <Section id="signature" title={t('settings.signature')} hint={t('settings.signature_hint')}>
      <Textarea
        aria-label={t('settings.signature')}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          save(event.currentTarget.value);
        }}
        onBlur={() => save.flush()}
      />
    </Section>
  );
}
