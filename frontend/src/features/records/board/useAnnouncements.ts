import type { Active, Announcements, Over } from '@dnd-kit/core';
import { useTranslation } from 'react-i18next';
import { nameOf } from '@/shared/ui';
import type { Held } from './pages';

/** What is said aloud while a card is carried. */
export function useAnnouncements(laneName: (value: string) => string): Announcements {
  const { t } = useTranslation();
  const words = (active: Active, over: Over | null) => {
    const held = active.data.current as Held | undefined;
    return { name: held ? nameOf(held.entry.record) : '', lane: over ? laneName(String(over.id)) : '' };
  };
  return {
    onDragStart: ({ active }) => t('board.lifted', words(active, null)),
    onDragOver: ({ active, over }) => (over ? t('board.over', words(active, over)) : undefined),
    onDragEnd: ({ active, over }) => t(over ? 'board.dropped' : 'board.put_back', words(active, over)),
    onDragCancel: ({ active }) => t('board.put_back', words(active, null)),
  };
}
