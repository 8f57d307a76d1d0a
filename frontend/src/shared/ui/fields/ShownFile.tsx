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

/** Edges of the small pictures that the office makes. */
export type SmallEdge = 96 | 256;

/** Where the same picture is fetched made small: no edge is longer. */
export function smallPicture(content: string, edge: SmallEdge): string {
  return `${content}${content.includes('?') ? '&' : '?'}size=${edge}`;
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
      {field.image ? (
        <img className={classes.picture} src={smallPicture(content, 256)} alt={file.name} />
      ) : (
        file.name
      )}
    </a>
  );
}
