import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  api,
  complete,
  type Filter,
  type Page,
  type Principal,
  type RecordItem,
  withQuery,
} from '@/shared/api';
import { recordKeys } from '../api';
import { laneFilter, type SumLine } from './lanes';

/** Which records a board holds, and what is read of them. */
export interface BoardQuestion {
  filter: Filter | undefined;
  q: string | undefined;
  sort: string;
  fields: string[];
  /** Ask for the next step of each record. */
  steps: boolean;
}

const PAGE_SIZE = 50;

/** The records of one lane, page after page. */
export function laneQuery(type: string, question: BoardQuestion, field: string, lane: string) {
  const filter = laneFilter(question.filter, field, lane);
  return infiniteQueryOptions({
    queryKey: [...recordKeys.lists(type), 'lane', field, lane, { ...question, filter }],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<RecordItem>>(
        withQuery(`/api/records/${type}`, {
          filter: JSON.stringify(filter),
          q: question.q,
          sort: question.sort,
          fields: question.fields.join(','),
          next_step: question.steps,
          limit: PAGE_SIZE,
          cursor: pageParam,
        }),
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
}

export const laneSumsKey = (type: string) => [...recordKeys.type(type), 'lane-sums'] as const;

/** How many records each lane holds and what they come to, every currency for itself. */
export function laneSumsQuery(
  type: string,
  { filter: given, q }: Pick<BoardQuestion, 'filter' | 'q'>,
  group: string,
  sum: string | undefined,
) {
  const filter = complete(given);
  return queryOptions({
    queryKey: [...laneSumsKey(type), { filter, q, group, sum }],
    queryFn: async ({ signal }) => {
      const path = withQuery(`/api/records/${type}/sums`, {
        filter: filter && JSON.stringify(filter),
        q,
        group,
        sum,
      });
      return (await api.get<{ items: SumLine[] }>(path, signal)).items;
    },
  });
}

/** Ids of the groups that can be responsible; their names are not shortened as those of people are. */
export const groupsQuery = queryOptions({
  queryKey: ['principals', 'groups'],
  queryFn: async ({ signal }) => {
    const path = withQuery('/api/principals', { kinds: 'group', limit: 100 });
    return (await api.get<Page<Principal>>(path, signal)).items.map(({ id }) => id);
  },
  staleTime: 5 * 60_000,
});
