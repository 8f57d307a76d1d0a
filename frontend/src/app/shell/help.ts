import { useMatches } from '@tanstack/react-router';
import { lazy, useEffect, useRef, useState } from 'react';

/** The manual is read when somebody first asks for it. */
export const HelpPanel = lazy(async () => ({ default: (await import('@/features/help')).HelpPanel }));

interface Place {
  route: string;
  section: string | undefined;
  asked: number;
}

/** The help beside the page: opened for the page one is on; the manual's own page has a search of its own. */
export function useHelp(): { place: Place | undefined; open: () => void; close: () => void } {
  const [place, setPlace] = useState<Place>();
  const before = useRef<Element>(null);
  const here = useMatches({
    select: (matches) => {
      const match = matches.at(-1);
      const params: { section?: string } = match?.params ?? {};
      return { route: match?.fullPath ?? '/', section: params.section };
    },
    structuralSharing: true,
  });
  const isManual = here.route.startsWith('/help');
  useEffect(() => {
    if (isManual) setPlace(undefined);
  }, [isManual]);

  return {
    place,
    open: () => {
      if (isManual) return document.querySelector<HTMLElement>('[data-help-search]')?.focus();
      if (!place) before.current = document.activeElement;
      setPlace({ ...here, asked: (place?.asked ?? 0) + 1 });
    },
    close: () => {
      setPlace(undefined);
      if (before.current instanceof HTMLElement) before.current.focus();
    },
  };
}
