import type { FieldDefinition, KeptFile } from '../../api';
import classes from './fields.module.css';

export function isKeptFile(value: unknown): value is KeptFile {
  return typeof value === 'object' && value !== null && 'media_type' in value;
}

/** Where the content of the file in a field of a record is fetched; it changes with the content, so that a new picture is seen at once. */
export function fieldContent(
  type: string,
  id: string,
  field: string,
  file: unknown,
  inline: boolean,
): string {
  const seen = isKeptFile(file) ? `&v=${file.size}-${encodeURIComponent(file.name)}` : '';
  return `/api/records/${type}/${id}/fields/${field}/content?inline=${inline}${seen}`;
}

interface ShownFileProps {
  field: FieldDefinition;
  file: KeptFile;
  content: string;
}

/** A file in a field: a picture is seen, another is opened or saved by its name. */
export function ShownFile({ field, file, content }: ShownFileProps) {
  return (
    <a className={classes.link} href={content} target="_blank" rel="noreferrer">
      {field.image ? <img className={classes.picture} src={content} alt={file.name} /> : file.name}
    </a>
  );
}
