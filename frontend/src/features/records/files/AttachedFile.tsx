import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '@/shared/api';
import { sizeText } from '@/shared/format';
import { contentPath } from './api';
import classes from './files.module.css';
import { previewOf } from './kinds';
import { Viewer } from './Viewer';

/** A file as it stands in the timeline: opened where it can be shown, saved where not. */
export function AttachedFile({ file }: { file: NonNullable<TimelineItem['file']> }) {
  const { i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      {previewOf(file.media_type) === 'none' ? (
        <a className={classes.name} href={contentPath(file.id, false)} download={file.name}>
          {file.name}
        </a>
      ) : (
        <button type="button" className={classes.name} onClick={() => setOpen(true)}>
          {file.name}
        </button>
      )}
      {typeof file.size === 'number' && (
        <div className={classes.hint}>{sizeText(file.size, i18n.language)}</div>
      )}
      {open && (
        <Viewer
          file={{ id: file.id, fields: { name: file.name, media_type: file.media_type } }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
