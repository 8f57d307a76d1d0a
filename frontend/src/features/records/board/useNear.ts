import { type RefObject, useEffect, useState } from 'react';

/** How far beside the board a lane is read and drawn already, so that it stands there once it is scrolled to. */
const AHEAD = '0px 800px';

/** Says whether a lane of the board is on screen or will soon be. */
export function useNear(lane: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = lane.current;
    if (!element) return;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting === true), {
      root: element.closest('[data-board]'),
      rootMargin: AHEAD,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [lane]);
  return near;
}
