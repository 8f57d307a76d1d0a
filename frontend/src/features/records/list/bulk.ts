import { complete, type Filter, type Many } from '@/shared/api';

/** What is asked before records are worked on. */
export type BulkDialogKind = 'field' | 'responsible';

/** What a job is to work on: everything that matches, or the records marked. */
export function manyOf(
  everything: boolean,
  question: { filter?: Filter | undefined; q?: string | undefined },
  ids: string[],
): Many {
  if (!everything) return { ids };
  return { filter: complete(question.filter) ?? {}, ...(question.q ? { q: question.q } : {}) };
}
