import { ActionIcon } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RecordItem } from '@/shared/api';
import { sizeText, useFormat } from '@/shared/format';
import { nameOf, showToast, useShowError } from '@/shared/ui';
import { recordCalls, recordKeys } from '../api';
import { contentPath } from './api';
import { FileMark } from './FileMark';
import classes from './files.module.css';
import { previewOf } from './kinds';

interface FileRowProps {
  file: RecordItem;
  record: RecordItem;
  onView: () => void;
}

/** One file: what it is, who put it there, and what can be done with it. */
export function FileRow({ file, record, onView }: FileRowProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const showError = useShowError();
  const name = nameOf(file);
  const preview = previewOf(String(file.fields.media_type ?? ''));
  const again = () => queries.invalidateQueries({ queryKey: recordKeys.one(record.type, record.id) });
  const act = async (call: () => Promise<unknown>) => {
    try {
      await call();
      await again();
      return true;
    } catch (error) {
      showError(error);
      return false;
    }
  };
  const remove = async () => {
    if (!(await act(() => recordCalls.remove('file', file.id)))) return;
    showToast(t('record.deleted', { name }), {
      text: t('common.undo'),
      run: () => void act(() => recordCalls.restore('file', file.id)),
    });
  };
  const details = [
    typeof file.fields.size === 'number' ? sizeText(file.fields.size, i18n.language) : '',
    format.date(file.created_at),
  ];
  return (
    <li className={classes.file} data-testid="file">
      <FileMark file={file} />
      <div className={classes.what}>
        {preview === 'none' ? (
          <a className={classes.name} href={contentPath(file.id, false)} download={name}>
            {name}
          </a>
        ) : (
          <button type="button" className={classes.name} onClick={onView}>
            {name}
          </button>
        )}
        <div className={classes.hint}>{details.filter(Boolean).join(' · ')}</div>
      </div>
      <ActionIcon
        component="a"
        size={24}
        href={contentPath(file.id, false)}
        download={name}
        aria-label={t('files.save', { name })}
        title={t('files.save', { name })}
      >
        <IconDownload size={14} stroke={1.6} />
      </ActionIcon>
      {file.can.delete && (
        <ActionIcon size={24} aria-label={t('files.remove', { name })} onClick={() => void remove()}>
          <IconTrash size={14} stroke={1.6} />
        </ActionIcon>
      )}
    </li>
  );
}
