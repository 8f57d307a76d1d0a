import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api, events, keepJob, noticesQuery, readSync, useMe, whenUnauthenticated } from '@/shared/api';
import { forgetAll } from './palette/recent';

/** Keeps what is on screen true: listens to the office while an employee is signed in. */
export function useLiveEvents(): void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const me = useMe().employee.id;

  useEffect(() => {
    let hasLeft = false;
    const leave = () => {
      // The stream and a question that is refused both tell of the end; what is read after the next sign-in must stay.
      if (hasLeft) return;
      hasLeft = true;
      forgetAll(me);
      events.stop();
      const { href } = router.state.location;
      void navigate({ to: '/sign-in', search: href === '/' ? {} : { to: href } }).then(() => queries.clear());
    };
    const refresh = () => void queries.invalidateQueries();
    const readNotices = () => void queries.invalidateQueries({ queryKey: noticesQuery.queryKey });
    const stops = [
      events.on('rights', refresh),
      events.on('returned', refresh),
      events.on('signed_out', leave),
      // A stream does not say why it was refused; an ordinary question does, and leads to the sign-in.
      events.on('refused', () => void api.get('/api/me').catch(() => {})),
      events.on('job', (job) => keepJob(queries, job)),
      events.on('notice', readNotices),
      events.on('sync', () => void readSync(queries)),
      // What came between the first reading and the beginning of the stream was heard by nobody.
      events.on('connection', (state) => {
        if (state !== 'open') return;
        readNotices();
        void readSync(queries);
      }),
      events.on('total', ({ count_id, ...total }) => queries.setQueryData(['total', count_id], total)),
    ];
    whenUnauthenticated(leave);
    events.start();
    return () => {
      for (const stop of stops) stop();
      whenUnauthenticated(() => {});
      events.stop();
    };
  }, [queries, navigate, router, me]);
}
