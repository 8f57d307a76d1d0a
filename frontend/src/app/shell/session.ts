import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
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
