import { useRouter } from '@tanstack/react-router';
import { ErrorState } from '@/shared/ui';

/** A page that could not be drawn: says what failed and offers another try. */
export function RouteError({ error }: { error: unknown }) {
  const router = useRouter();
  return <ErrorState error={error} onRetry={() => void router.invalidate()} />;
}
