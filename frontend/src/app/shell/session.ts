import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { api, events, useMe } from '@/shared/api';
import { useLeave, useShowError } from '@/shared/ui';
import { forgetAll } from './palette/recent';

/** Asks about what is not saved, then ends the session here and in the office, and forgets everything the page has read. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const showError = useShowError();
  const leave = useLeave();
  const me = useMe().employee.id;
  return useCallback(async () => {
    if (!(await leave())) return;
    try {
      await api.delete('/api/session');
    } catch (error) {
      // Without the office's word the session would live on: stay, and say so.
      showError(error);
      return;
    }
    forgetAll(me);
    events.stop();
    await navigate({ to: '/sign-in', search: {} });
    queries.clear();
  }, [queries, navigate, showError, leave, me]);
}

/**
 * Ends the session and leads back here once somebody has signed in. Nothing is asked: what was being typed waits for its
 * author.
 */
export function useLock(): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const me = useMe().employee.id;
  return useCallback(async () => {
    // The stream would tell of the end as well, and the page be left twice.
    events.stop();
    try {
      await api.delete('/api/session');
    } catch {
      events.start(); // it is tried again
      return;
    }
    forgetAll(me);
    const { href } = router.state.location;
    await navigate({ to: '/sign-in', search: href === '/' ? {} : { to: href } });
    queries.clear();
  }, [queries, navigate, router, me]);
}
