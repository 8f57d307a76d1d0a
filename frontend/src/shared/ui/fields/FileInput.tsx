import { Button, Input } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldValue, type KeptFile, upload } from '../../api';
import { sizeText, useFormat } from '../../format';
import { useErrorText } from '../States';
import classes from './fields.module.css';
import { NotAPicture, shrunk } from './picture';
import { isKeptFile } from './ShownFile';

interface FileInputProps {
  label: string | undefined;
  'aria-label': string | undefined;
  error: ReactNode;
  required: boolean;
  autoFocus: boolean;
  'data-testid': string;
  picture: boolean;
  value: FieldValue;
  onChange: (value: KeptFile | null) => void;
}

/** Chooses a file and sends it; the value is there once it has arrived whole. */
export function FileInput({
  picture,
  value,
  onChange,
  label,
  error,
  required,
  autoFocus,
  ...rest
}: FileInputProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const errorText = useErrorText();
  const id = useId();
  const chooser = useRef<HTMLInputElement>(null);
  const sending = useRef<AbortController>(undefined);
  const [done, setDone] = useState<number>();
  const [problem, setProblem] = useState('');
  const file = isKeptFile(value) ? value : undefined;
  useEffect(() => () => sending.current?.abort(), []);

  const send = async (chosen: File | undefined) => {
    if (!chosen) return;
    const control = new AbortController();
    sending.current = control;
    setProblem('');
    setDone(0);
    try {
      const content = picture ? await shrunk(chosen) : chosen;
      const path = `/api/uploads?name=${encodeURIComponent(chosen.name)}`;
      onChange(await upload<KeptFile & { upload: string }>(path, content, setDone, control.signal));
    } catch (cause) {
      if (!control.signal.aborted)
        setProblem(cause instanceof NotAPicture ? t('field.file.not_a_picture') : errorText(cause));
    } finally {
      setDone(undefined);
    }
  };

  const choose = t(picture ? 'field.file.choose_picture' : 'field.file.choose');
  return (
    <Input.Wrapper id={id} label={label} error={problem || error} required={required}>
      <div className={classes.file}>
        {file && (
          <span className={classes.fileName}>
            {file.name} <span className={classes.empty}>{sizeText(file.size, i18n.language)}</span>
          </span>
        )}
        <input
          ref={chooser}
          type="file"
          hidden
          accept={picture ? 'image/png,image/jpeg,image/gif,image/webp' : undefined}
          data-testid={rest['data-testid']}
          onChange={(event) => {
            void send(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <Button
          variant="default"
          autoFocus={autoFocus}
          loading={done !== undefined}
          aria-label={rest['aria-label'] ? `${rest['aria-label']}: ${choose}` : undefined}
          onClick={() => chooser.current?.click()}
        >
          {file ? t('field.file.replace') : choose}
        </Button>
        {file && !required && (
          <Button variant="subtle" color="gray" onClick={() => onChange(null)}>
            {t('field.file.remove')}
          </Button>
        )}
        {done !== undefined && (
          <span className={classes.empty} role="status">
            {t('field.file.sending', { percent: format.percent(String(Math.round(done * 100))) })}
          </span>
        )}
      </div>
    </Input.Wrapper>
  );
}
