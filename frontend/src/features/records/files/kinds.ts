/** How a file can be shown in the window. */
export type Preview = 'image' | 'pdf' | 'text' | 'sound' | 'film' | 'none';

const SMALL = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const SMALL_BYTES = 25 * 1024 * 1024;

/** Whether the office makes a small picture of a content. It gives others whole, which is too much for a list. */
export function isMadeSmall(mediaType: string, size: number): boolean {
  return SMALL.has(mediaType) && size <= SMALL_BYTES;
}

const TEXTS = new Set(['text/plain', 'text/csv', 'text/markdown']);

/** Says how a file of a media type is shown; the office decides anew when it is fetched. */
export function previewOf(mediaType: string): Preview {
  if (['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp'].includes(mediaType)) return 'image';
  if (mediaType === 'application/pdf') return 'pdf';
  if (TEXTS.has(mediaType)) return 'text';
  if (mediaType === 'audio/mpeg' || mediaType === 'audio/wave') return 'sound';
  if (mediaType === 'video/mp4' || mediaType === 'video/webm') return 'film';
  return 'none';
}
