import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  type Query,
  QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import { ApiError, isOfficeAway } from '@/shared/api';

const RETRIES = 2;

/**
 * Reads once more what is told to be stale while it is read for the first time: the answer under way may be older than
 * the news, and the library takes it all the same.
 */
class Queries extends QueryClient {
  private readonly again = new WeakSet<Query>();

  override invalidateQueries<Key extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    for (const query of this.getQueryCache().findAll(filters)) {
      if (query.state.data === undefined && query.promise) this.readAgain(query, query.promise);
    }
    return super.invalidateQueries(filters, options);
  }

  private readAgain(query: Query, reading: Promise<unknown>): void {
    if (this.again.has(query)) return;
    this.again.add(query);
    const whenRead = () => {
      this.again.delete(query);
      if (query.state.data !== undefined)
        void this.invalidateQueries({ queryKey: query.queryKey, exact: true });
    };
    void reading.then(whenRead, whenRead);
  }
}

/** What the office said; kept until an event says that it changed. */
export const queryClient = new Queries({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (count, error) => count < RETRIES && error instanceof ApiError && isPassing(error),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** A desk knows when its office is away: asking it again at once makes the reader wait for nothing. */
function isPassing(error: ApiError): boolean {
  return error.kind === 'offline' || (error.status >= 502 && !isOfficeAway(error));
}
