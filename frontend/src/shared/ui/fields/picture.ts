/** Sides of a picture that is kept are at most so long, in pixels: it is looked at in the window, and often small. */
const LONGEST = 1024;

export class NotAPicture extends Error {
  override readonly name = 'NotAPicture';
}

/** How large a picture is drawn so that no side is longer than the longest. */
export function fitting(width: number, height: number, longest = LONGEST): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The picture itself, or drawn smaller where it is larger than anybody looks at. What cannot be drawn is NotAPicture. */
export async function shrunk(file: File): Promise<Blob> {
  let drawn: ImageBitmap;
  try {
    drawn = await createImageBitmap(file);
  } catch {
    throw new NotAPicture();
  }
  const { width, height } = fitting(drawn.width, drawn.height);
  if (width === drawn.width || file.type === 'image/gif') {
    drawn.close();
    return file;
  }
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(drawn, 0, 0, width, height);
  drawn.close();
  const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg';
  const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.9));
  return smaller ?? file;
}
