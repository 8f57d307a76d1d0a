import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useKeys } from '@/shared/keys';
import { useNeighbours } from './useNeighbours';

/** Leads to the records before and after this one in the list it was opened from; without a list there is nothing. */
export function Neighbours({ type, id }: { type: string; id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { before, after } = useNeighbours(type, id);
  const open = (next: string | undefined) => {
    if (next) void navigate({ to: '/t/$type/$id', params: { type, id: next } });
  };
  useKeys({
    before: before !== undefined && (() => open(before)),
    after: after !== undefined && (() => open(after)),
  });
  if (!before && !after) return null;
  return (
    <>
      <ActionIcon
        disabled={!before}
        aria-label={t('record.before')}
        title={`${t('record.before')} (Ctrl ↑)`}
        onClick={() => open(before)}
      >
        <IconChevronUp size={17} stroke={1.7} />
      </ActionIcon>
      <ActionIcon
        disabled={!after}
        aria-label={t('record.after')}
        title={`${t('record.after')} (Ctrl ↓)`}
        onClick={() => open(after)}
      >
        <IconChevronDown size={17} stroke={1.7} />
      </ActionIcon>
    </>
  );
}
