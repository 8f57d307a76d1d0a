/** How a file can be shown in the window. */
export type Preview = 'image' | 'pdf' | 'text' | 'sound' | 'film' | 'none';

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
