import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test } from 'vitest';
import { ApiError } from '@/shared/api';
import { queryClient } from './queryClient';

afterEach(() => queryClient.clear());

/** A query that is looked at, and answers when it is told to. */
function asked() {
  const answers: ((value: string) => void)[] = [];
  const observer = new QueryObserver(queryClient, {
    queryKey: ['news'],
    queryFn: () =>
      new Promise<string>((resolve) => {
        answers.push(resolve);
      }),
  });
  const stop = observer.subscribe(() => {});
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return { answers, observer, stop, settled };
}

test('news that come while something is read for the first time are not lost', async () => {
  const { answers, observer, stop, settled } = asked();
  expect(answers).toHaveLength(1);
  void queryClient.invalidateQueries({ queryKey: ['news'] });
  void queryClient.invalidateQueries({ queryKey: ['news'] });
  answers[0]?.('before the news');
  await settled();
  expect(answers).toHaveLength(2);
  answers[1]?.('after the news');
  await settled();
  expect(observer.getCurrentResult().data).toBe('after the news');
  expect(answers).toHaveLength(2);
  stop();
});

test('what nobody told of is read once', async () => {
  const { answers, stop, settled } = asked();
  answers[0]?.('as it is');
  await settled();
  expect(answers).toHaveLength(1);
  stop();
});

test('what needs an office that is away is not asked for again at once', () => {
  const retry = queryClient.getDefaultOptions().queries?.retry as (count: number, error: Error) => boolean;
  expect(retry(0, new ApiError(503, {}))).toBe(true);
  expect(retry(0, new ApiError(503, { key: 'http.office_away' }))).toBe(false);
});
