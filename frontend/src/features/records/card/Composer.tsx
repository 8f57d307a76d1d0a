import { Button, Textarea, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ElementType, type Principal, type RecordItem, useMe } from '@/shared/api';
import { useKeys } from '@/shared/keys';
import { fromWallClock, PrincipalPicker, useErrorText } from '@/shared/ui';
import { recordCalls, recordKeys } from '../api';
import classes from './card.module.css';

const KINDS = ['note', 'task', 'message'] as const;
type Kind = (typeof KINDS)[number];

/** Where one adds a note, a task or a message; also for those who may only view the record. */
export function Composer({ type, record }: { type: ElementType; record: RecordItem }) {
  const { t, i18n } = useTranslation();
  const me = useMe().employee;
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [kind, setKind] = useState<Kind>('note');
  const [text, setText] = useState('');
  const [due, setDue] = useState<string | null>(null);
  const [responsible, setResponsible] = useState<Principal | null>({
    kind: 'employee',
    id: me.id,
    name: me.name,
  });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const input = useRef<HTMLTextAreaElement & HTMLInputElement>(null);

  const choose = (next: Kind) => {
    setKind(next);
    requestAnimationFrame(() => input.current?.focus());
  };
  useKeys({ note: () => choose('note'), task: () => choose('task'), message: () => choose('message') });

  const submit = async () => {
    if (text.trim() === '' || busy) return;
    setBusy(true);
    setProblem('');
    try {
      if (kind === 'note') await recordCalls.note(type.name, record.id, text);
      if (kind === 'message') await recordCalls.message(type.name, record.id, text);
      if (kind === 'task') {
        await recordCalls.task(type.name, record.id, {
          title: text,
          due: due && fromWallClock(due, me.time_zone),
          responsible: responsible?.id ?? null,
        });
      }
      setText('');
      setDue(null);
      await queries.invalidateQueries({ queryKey: [...recordKeys.one(type.name, record.id), 'timeline'] });
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };

  const shared = {
    ref: input,
    value: text,
    'aria-label': t(`composer.${kind}`),
    placeholder: t(`composer.${kind}_hint`),
    'data-testid': 'composer-text',
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || kind === 'task')) {
        event.preventDefault();
        void submit();
      }
    },
  };

  return (
    <div className={classes.composer}>
      <fieldset
        className={classes.composerTabs}
        style={{ border: 'none', margin: 0 }}
        aria-label={t('composer.title')}
      >
        {KINDS.map((name) => (
          <button
            key={name}
            type="button"
            className={classes.tab}
            aria-pressed={kind === name}
            onClick={() => choose(name)}
          >
            {t(`composer.${name}`)}
          </button>
        ))}
      </fieldset>
      <div className={classes.composerBody}>
        {kind === 'task' ? (
          <>
            <TextInput {...shared} onChange={(event) => setText(event.currentTarget.value)} />
            <div className={classes.composerRow}>
              <PrincipalPicker
                kinds={['employee']}
                value={responsible}
                onChange={setResponsible}
                label={t('composer.responsible')}
              />
              <DateTimePicker
                clearable
                label={t('composer.due')}
                value={due}
                onChange={setDue}
                valueFormat={i18n.language === 'ru' ? 'DD.MM.YYYY HH:mm' : 'D MMM YYYY HH:mm'}
              />
            </div>
          </>
        ) : (
          <Textarea
            {...shared}
            autosize
            minRows={2}
            maxRows={12}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {problem !== '' && (
          <div className={classes.problem} role="alert">
            {problem}
          </div>
        )}
        <div>
          <Button
            disabled={text.trim() === ''}
            loading={busy}
            onClick={() => void submit()}
            data-testid="composer-send"
          >
            {t(`composer.${kind}_add`)}
          </Button>
        </div>
      </div>
    </div>
  );
}
