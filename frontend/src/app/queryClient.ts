import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/shared/api';

const RETRIES = 2;

/** What the office said; kept until an event says that it changed. */
export const queryClient = new QueryClient({
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

function isPassing(error: ApiError): boolean {
  return error.kind === 'offline' || error.status >= 502;
}
