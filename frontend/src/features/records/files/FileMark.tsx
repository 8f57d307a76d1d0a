import {
  IconFile,
  IconFileText,
  IconFileTypePdf,
  IconMovie,
  IconMusic,
  IconPhoto,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { RecordItem } from '@/shared/api';
import { smallPicture } from '@/shared/ui';
import { contentPath } from './api';
import classes from './files.module.css';
import { isMadeSmall, type Preview, previewOf } from './kinds';

const ICONS = {
  image: IconPhoto,
  pdf: IconFileTypePdf,
  text: IconFileText,
  sound: IconMusic,
  film: IconMovie,
  none: IconFile,
} as const satisfies Record<Preview, unknown>;

/** What stands before the name of a file: a small picture of a picture, else the sign of its kind. */
export function FileMark({ file }: { file: RecordItem }) {
  const [broken, setBroken] = useState(false);
  const mediaType = String(file.fields.media_type ?? '');
  const Icon = ICONS[previewOf(mediaType)];
  return (
    <span className={classes.mark}>
      {isMadeSmall(mediaType, Number(file.fields.size)) && !broken ? (
        <img
          src={smallPicture(contentPath(file.id, true), 96)}
          alt=""
          loading="lazy"
          data-testid="small-picture"
          onError={() => setBroken(true)}
        />
      ) : (
        <Icon size={18} stroke={1.5} aria-hidden="true" />
      )}
    </span>
  );
}
