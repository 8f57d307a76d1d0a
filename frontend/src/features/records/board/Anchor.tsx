import type { Ref } from 'react';

interface AnchorProps {
  rect: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>;
  ref?: Ref<HTMLSpanElement>;
}

/** A place on screen to which something that floats is tied. */
export function Anchor({ rect: { left, top, width, height }, ref }: AnchorProps) {
  return (
    <span
      ref={ref}
      aria-hidden="true"
      style={{ position: 'fixed', left, top, width, height, pointerEvents: 'none' }}
    />
  );
}
