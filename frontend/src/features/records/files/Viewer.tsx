import { Button, Modal } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type RecordItem, useSync } from '@/shared/api';
import { Bars, nameOf } from '@/shared/ui';
import { contentPath } from './api';
import classes from './files.module.css';
import { previewOf } from './kinds';

interface ViewerProps {
  file: Pick<RecordItem, 'id' | 'fields'>;
  onClose: () => void;
}

/** Shows a file over the card. */
export function Viewer({ file, onClose }: ViewerProps) {
  const { t } = useTranslation();
  const name = nameOf(file);
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(1000px, 92vw)"
      title={name}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.viewer}>
        <Content file={file} name={name} />
      </div>
      <Button
        component="a"
        variant="default"
        mt="sm"
        href={contentPath(file.id, false)}
        download={name}
        leftSection={<IconDownload size={15} stroke={1.6} />}
      >
        {t('files.save', { name })}
      </Button>
    </Modal>
  );
}

function Content({ file, name }: { file: ViewerProps['file']; name: string }) {
  const { t } = useTranslation();
  const path = contentPath(file.id, true);
  const away = useSync()?.office === 'away';
  if (away) return <p>{t('common.needs_office')}</p>;
  switch (previewOf(String(file.fields.media_type ?? ''))) {
    case 'image':
      return <img className={classes.image} src={path} alt={name} />;
    case 'pdf':
      return <iframe className={classes.page} src={path} title={name} />;
    case 'text':
      return <Text path={path} />;
    case 'sound':
      // biome-ignore lint/a11y/useMediaCaption: what people put on a card has no captions
      return <audio className={classes.sound} src={path} controls />;
    case 'film':
      // biome-ignore lint/a11y/useMediaCaption: what people put on a card has no captions
      return <video className={classes.image} src={path} controls />;
    case 'none':
      return <p>{t('files.not_shown')}</p>;
  }
}

/** The beginning of a text; the whole of it is in the file. */
const SHOWN_BYTES = 256 * 1024;

function Text({ path }: { path: string }) {
  const { t } = useTranslation();
  const text = useQuery({
    queryKey: ['content', path],
    queryFn: async ({ signal }) => {
      const answer = await fetch(path, { signal, headers: { Range: `bytes=0-${SHOWN_BYTES - 1}` } });
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text();
    },
  });
  if (text.isError) return <p>{t('files.not_shown')}</p>;
  if (text.data === undefined) return <Bars rows={6} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard too
    <pre className={classes.text} tabIndex={0}>
      {text.data}
    </pre>
  );
}
