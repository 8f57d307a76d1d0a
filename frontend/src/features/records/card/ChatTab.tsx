import { Button } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Names, type RecordItem, useMe } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { Bars, ErrorState, useErrorText } from '@/shared/ui';
import { recordCalls, recordKeys, timelineQuery } from '../api';
import { Comment } from './Comment';
import classes from './card.module.css';
import { RichText } from './RichText';
import { useKept } from './useKept';

/** The chat of a record: messages from the oldest to the newest, and the place to write the next one. */
export function ChatTab({ record, shown }: { record: RecordItem; shown: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe().employee.id;
  const chat = useInfiniteQuery({
    ...timelineQuery(record.type, record.id, { kinds: 'message' }),
    enabled: shown,
  });
  const box = useRef<HTMLDivElement>(null);
  const messages = (chat.data?.pages.flatMap((page) => page.items) ?? []).toReversed();
  const names = Object.assign(
    {},
    record.names,
    ...(chat.data?.pages.map((page) => page.names) ?? []),
  ) as Names;
  const latest = messages.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new comes into sight, earlier messages do not move it
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [latest, shown]);
  return (
    <div className={classes.chat}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard */}
      <div className={classes.messages} ref={box} role="log" aria-label={t('access.chat')} tabIndex={0}>
        {chat.isPending && <Bars rows={4} />}
        {chat.isError && !chat.data && <ErrorState error={chat.error} onRetry={() => void chat.refetch()} />}
        {chat.hasNextPage && (
          <Button size="compact-xs" variant="default" onClick={() => void chat.fetchNextPage()}>
            {t('timeline.earlier')}
          </Button>
        )}
        {chat.data && messages.length === 0 && <p className={classes.itemBy}>{t('access.chat_empty')}</p>}
        {messages.map((message) => (
          <div
            key={message.id}
            className={classes.message}
            data-own={message.by?.id === me || undefined}
            data-testid="chat-message"
          >
            <span className={classes.itemBy}>
              {message.by?.name} <time dateTime={message.at}>{format.dateTime(message.at)}</time>
            </span>
            <Comment item={message} names={names} record={record} />
          </div>
        ))}
      </div>
      {record.can.comment && shown && <Write record={record} />}
    </div>
  );
}

function Write({ record }: { record: RecordItem }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const { text, keep, drop } = useKept(`chat.${record.type}.${record.id}`);
  const [problem, setProblem] = useState('');
  const busy = useRef(false);
  const send = async () => {
    if (text.trim() === '' || busy.current) return;
    busy.current = true;
    setProblem('');
    try {
      await recordCalls.message(record.type, record.id, text);
      drop(text);
      await queries.invalidateQueries({ queryKey: [...recordKeys.one(record.type, record.id), 'timeline'] });
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      busy.current = false;
    }
  };
  return (
    <>
      <RichText
        about={{ type: record.type, id: record.id }}
        value={text}
        onChange={keep}
        onSubmit={() => void send()}
        enterSends
        label={t('composer.message')}
        placeholder={t('composer.message_hint')}
        testId="chat-text"
      />
      {problem !== '' && (
        <div className={classes.problem} role="alert">
          {problem}
        </div>
      )}
    </>
  );
}
