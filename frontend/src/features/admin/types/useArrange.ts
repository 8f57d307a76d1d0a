import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { type Layout, placeField, placeSection } from './layout';

export interface Dragged {
  kind: 'field' | 'section';
  name: string;
}

const SAVE_AFTER_MS = 500;

/**
 * A layout that is arranged by drag and by keys: what is on screen follows at once, what is sent follows when the hand
 * rests, or when the page is left before. `save` says whether it succeeded; after a failure what the office holds is
 * shown again.
 */
export function useArrange(held: Layout, save: (layout: Layout) => Promise<boolean>) {
  const [draft, setDraft] = useState<Layout>();
  const [dragged, setDragged] = useState<Dragged>();
  const layout = draft ?? held;
  const latest = useRef(layout);
  latest.current = layout;

  const send = async (sent: Layout) => {
    await save(sent);
    setDraft((now) => (now === sent ? undefined : now));
  };
  const sendSoon = useDebouncedCallback((sent: Layout) => void send(sent), {
    delay: SAVE_AFTER_MS,
    flushOnUnmount: true,
  });
  const flush = useRef(sendSoon.flush);
  flush.current = sendSoon.flush;
  useEffect(() => {
    const leave = () => flush.current();
    const hide = () => document.visibilityState === 'hidden' && flush.current();
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', hide);
    return () => {
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', hide);
    };
  }, []);
  const arrange = (next: Layout) => {
    if (next === latest.current) return;
    setDraft(next);
    sendSoon(next);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is dragged decides how long to listen; the rest is read as it is at the moment
  useEffect(() => {
    if (!dragged) return;
    const start = latest.current;
    let now = start;
    const move = (event: PointerEvent) => {
      const next = dropped(now, dragged, event);
      if (same(next, now)) return;
      now = next;
      setDraft(next);
    };
    const end = () => {
      setDragged(undefined);
      if (!same(now, start)) void send(now);
    };
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setDraft(undefined);
      setDragged(undefined);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', cancel);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', cancel);
    };
  }, [dragged]);

  return { layout, dragged, arrange, begin: setDragged };
}

/** The layout with what is dragged where the pointer is: rows carry the names of their section and field. */
function dropped(layout: Layout, dragged: Dragged, { clientX, clientY }: PointerEvent): Layout {
  const row = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-section]');
  const { section = '', field } = row?.dataset ?? {};
  if (!row) return layout;
  if (dragged.kind === 'section') {
    if (field !== undefined || section === dragged.name) return layout;
    return placeSection(
      layout,
      dragged.name,
      layout.findIndex(({ name }) => name === section),
    );
  }
  if (field === dragged.name) return layout;
  const { top, height } = row.getBoundingClientRect();
  const others = layout.find(({ name }) => name === section)?.fields.filter((name) => name !== dragged.name);
  const index =
    field === undefined ? 0 : (others?.indexOf(field) ?? 0) + (clientY > top + height / 2 ? 1 : 0);
  return placeField(layout, dragged.name, section, index);
}

function same(a: Layout, b: Layout): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
