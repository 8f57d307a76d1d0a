import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Names, type RecordItem, type TimelineItem, useMe } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { Formatted } from '@/shared/markup';
import { showToast, useErrorText, useShowError } from '@/shared/ui';
import { recordCalls, recordKeys } from '../api';
import { saveField } from '../saveField';
import classes from './card.module.css';
import { RichText } from './RichText';
import { useKept } from './useKept';

interface CommentProps {
  item: TimelineItem;
  names: Names;
  record: RecordItem;
}

/** What somebody wrote; he himself can change it and take it back. */
export function Comment({ item, names, record }: CommentProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe().employee.id;
  const [editing, setEditing] = useState(false);
  const remove = useRemoveComment(item, record);
  const text = item.text ?? '';
  if (editing) return <CommentEditor item={item} record={record} onDone={() => setEditing(false)} />;
  return (
    <div className={classes.comment}>
      <Formatted text={text} names={names} me={me} />
      {item.edited && (
        <span className={classes.itemBy}>{t('timeline.edited', { date: format.dateTime(item.edited) })}</span>
      )}
      <span className={classes.commentActions}>
        {item.can?.edit && (
          <ActionIcon
            aria-label={t('timeline.edit')}
            title={t('timeline.edit')}
            onClick={() => setEditing(true)}
          >
            <IconPencil size={14} stroke={1.7} />
          </ActionIcon>
        )}
        {item.can?.delete && (
          <ActionIcon
            aria-label={t('timeline.remove')}
            title={t('timeline.remove')}
            onClick={() => void remove()}
          >
            <IconTrash size={14} stroke={1.7} />
          </ActionIcon>
        )}
      </span>
    </div>
  );
}

function useRefreshed(record: RecordItem): () => Promise<void> {
  const queries = useQueryClient();
  return () =>
    queries.invalidateQueries({ queryKey: [...recordKeys.one(record.type, record.id), 'timeline'] });
}

function useRemoveComment(item: TimelineItem, record: RecordItem): () => Promise<void> {
  const { t } = useTranslation();
  const showError = useShowError();
  const refreshed = useRefreshed(record);
  const restore = async () => {
    try {
      await recordCalls.restore('note', item.id);
      await refreshed();
    } catch (error) {
      showError(error);
    }
  };
  return async () => {
    try {
      await recordCalls.remove('note', item.id);
      await refreshed();
      showToast(t('timeline.removed'), { text: t('common.undo'), run: () => void restore() });
    } catch (error) {
      showError(error);
    }
  };
}

interface CommentEditorProps {
  item: TimelineItem;
  record: RecordItem;
  onDone: () => void;
}

/** Writes a comment anew, against the text that it began from. */
function CommentEditor({ item, record, onDone }: CommentEditorProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const refreshed = useRefreshed(record);
  const { text: kept, keep } = useKept(`note.${item.id}`);
  const [base] = useState(item.text ?? '');
  const [text, setText] = useState(kept === '' ? base : kept);
  const [problem, setProblem] = useState('');
  const [changed, setChanged] = useState(false);

  const save = async (wanted: string, before: string, force = false): Promise<boolean> => {
    const latest = await recordCalls.get('note', item.id);
    const result = await saveField(latest, 'text', wanted, before, force);
    if (result.kind === 'failed') throw result.error;
    setChanged(result.kind === 'conflict');
    return result.kind === 'saved';
  };
  const change = (next: string) => {
    setText(next);
    keep(next);
  };
  const done = () => {
    keep('');
    onDone();
  };
  const submit = async (force = false) => {
    if (text === base) return done();
    setProblem('');
    try {
      if (!(await save(text, base, force))) return setProblem(t('conflict.title'));
      await refreshed();
      done();
      showToast(t('timeline.saved'), {
        text: t('common.undo'),
        run: () => void save(base, text).then(refreshed),
      });
    } catch (error) {
      setProblem(errorText(error));
    }
  };

  return (
    <div className={classes.commentEditor}>
      <RichText
        about={{ type: record.type, id: record.id }}
        value={text}
        onChange={change}
        onSubmit={() => void submit()}
        onCancel={done}
        autoFocus
        label={t('composer.text')}
        testId="comment-text"
      />
      {problem !== '' && (
        <div className={classes.problem} role="alert">
          {problem}
        </div>
      )}
      <div className={classes.buttons}>
        <Button size="compact-xs" onClick={() => void submit(changed)}>
          {t(changed ? 'conflict.keep' : 'common.save')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={done}>
          {t(changed ? 'conflict.take' : 'common.cancel')}
        </Button>
      </div>
    </div>
  );
}
