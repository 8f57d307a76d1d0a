import { ActionIcon, Button, FileButton, Progress } from '@mantine/core';
import { IconRefresh, IconUpload, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordItem } from '@/shared/api';
import { Bars, ErrorState } from '@/shared/ui';
import { filesQuery } from './api';
import { FileRow } from './FileRow';
import classes from './files.module.css';
import { type Upload, useUploads } from './useUploads';
import { Viewer } from './Viewer';

interface FilesTabProps {
  record: RecordItem;
  shown: boolean;
}

/** The files on a record, and where one puts others. */
export function FilesTab({ record, shown }: FilesTabProps) {
  const { t } = useTranslation();
  const files = useQuery({ ...filesQuery(record.type, record.id), enabled: shown });
  const { uploads, send, retry } = useUploads(record);
  const [viewed, setViewed] = useState<RecordItem>();
  if (files.isError) return <ErrorState error={files.error} onRetry={() => void files.refetch()} />;
  if (!files.data) return <Bars rows={4} />;
  const items = files.data.items;
  return (
    <div className={classes.tab}>
      {record.can.comment && <Drop onFiles={send} />}
      {uploads.map((upload) => (
        <UploadRow key={upload.key} upload={upload} onRetry={() => retry(upload)} />
      ))}
      {items.length === 0 && uploads.length === 0 && <p className={classes.hint}>{t('files.empty')}</p>}
      <ul className={classes.list}>
        {items.map((file) => (
          <FileRow key={file.id} file={file} record={record} onView={() => setViewed(file)} />
        ))}
      </ul>
      {viewed && <Viewer file={viewed} onClose={() => setViewed(undefined)} />}
    </div>
  );
}

/** A place to drop files on, beside a button that chooses them. */
function Drop({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  return (
    <section
      className={classes.drop}
      data-over={over}
      aria-label={t('files.add')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      <FileButton multiple onChange={onFiles}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={15} stroke={1.6} />}>
            {t('files.choose')}
          </Button>
        )}
      </FileButton>
      <span className={classes.hint}>{t('files.drop')}</span>
    </section>
  );
}

function UploadRow({ upload, onRetry }: { upload: Upload; onRetry: () => void }) {
  const { t } = useTranslation();
  const name = upload.file.name;
  return (
    <div className={classes.upload}>
      <div className={classes.what}>
        <div className={classes.name}>{name}</div>
        {upload.problem === '' ? (
          <Progress value={upload.done * 100} size="sm" aria-label={t('files.sending', { name })} />
        ) : (
          <div className={classes.problem} role="alert">
            {upload.problem}
          </div>
        )}
      </div>
      {upload.problem !== '' && (
        <ActionIcon size={24} aria-label={t('files.retry', { name })} onClick={onRetry}>
          <IconRefresh size={14} stroke={1.6} />
        </ActionIcon>
      )}
      <ActionIcon size={24} aria-label={t('files.stop', { name })} onClick={upload.stop}>
        <IconX size={14} stroke={1.6} />
      </ActionIcon>
    </div>
  );
}
