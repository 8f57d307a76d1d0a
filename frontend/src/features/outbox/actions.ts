import type { QueryClient } from '@tanstack/react-query';
import { type OutboxItem, outboxCalls, readSync } from '@/shared/api';

const CALLS = {
  keep: outboxCalls.retry,
  take: outboxCalls.forget,
  retry: outboxCalls.retry,
  dismiss: outboxCalls.forget,
  take_back: outboxCalls.forget,
};

/** What is done to a change at the office or the desk. */
export type SentAction = keyof typeof CALLS;
/** What is asked about first: it cannot be taken back. */
export type AskedAction = 'dismiss' | 'take_back';
export type Action = SentAction | 'copy' | 'edit' | 'open';

export const isAsked = (action: Action): action is AskedAction =>
  action === 'dismiss' || action === 'take_back';

/** Says that he sees the record no longer, of which the change is. */
export const isLost = ({ kind, record, title }: OutboxItem): boolean =>
  kind !== 'create' && record !== null && title === '';

/** Says that something was typed, which is to be had nowhere else. */
export const hasWords = ({ text, fields }: OutboxItem): boolean =>
  text !== '' || Object.keys(fields ?? {}).length > 0;

/** What one can do with a change, the likeliest first. */
export function actionsOf(item: OutboxItem): Action[] {
  if (item.state === 'waiting') return ['take_back'];
  const copy: Action[] = hasWords(item) ? ['copy'] : [];
  if (item.state === 'conflict') return isLost(item) ? [...copy, 'dismiss'] : ['keep', 'take', 'edit'];
  const open: Action[] = item.record !== null && item.title !== '' ? ['open'] : [];
  return ['retry', ...copy, ...open, 'dismiss'];
}

/** Sends what was decided, and reads what has become of it, whether it arrived or not. */
export async function send(queries: QueryClient, action: SentAction, id: string): Promise<void> {
  try {
    await CALLS[action](id);
  } finally {
    await readSync(queries);
  }
}
