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

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Writes a size in the largest unit that leaves a whole number before the point. */
export function sizeText(bytes: number, language: string): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return new Intl.NumberFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    style: 'unit',
    unit: UNITS[unit] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: size < 10 && unit > 0 ? 1 : 0,
  }).format(size);
}
