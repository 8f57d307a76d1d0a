import { Button, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ElementType, type Principal, type RecordItem, useMe, useTypes } from '@/shared/api';
import { useKeys } from '@/shared/keys';
import { fromWallClock, PrincipalPicker, useErrorText } from '@/shared/ui';
import { recordCalls, recordKeys } from '../api';
import { ActivityForm, FORMS, type FormKind, mayPlan } from './ActivityForm';
import classes from './card.module.css';
import { RichText } from './RichText';
import { useKept } from './useKept';

const KINDS = ['note', 'task', 'message'] as const;
type Kind = (typeof KINDS)[number] | FormKind;

const isForm = (kind: Kind): kind is FormKind => FORMS.some((name) => name === kind);

interface ComposerProps {
  type: ElementType;
  record: RecordItem;
  /** Beside a list the editor is brought in only once one writes: its rows are gone through by arrows. */
  quiet?: boolean | undefined;
}

/**
 * Where one adds a note, a task or a message, also if one may only view the record; a call or a meeting, if one may make
 * these.
 */
export function Composer({ type, record, quiet = false }: ComposerProps) {
  const { t, i18n } = useTranslation();
  const me = useMe().employee;
  const queries = useQueryClient();
  const errorText = useErrorText();
  const types = useTypes();
  const forms = types.filter((known) => FORMS.some((name) => name === known.name) && mayPlan(known));
  const [kind, setKind] = useState<Kind>('note');
  const { text, keep, drop } = useKept(`${type.name}.${record.id}`);
  const [round, setRound] = useState(0);
  const [writing, setWriting] = useState(!quiet || text !== '');
  const [chosen, setChosen] = useState(false);
  const [due, setDue] = useState<string | null>(null);
  const [responsible, setResponsible] = useState<Principal | null>({
    kind: 'employee',
    id: me.id,
    name: me.name,
  });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const input = useRef<HTMLInputElement>(null);

  const choose = (next: Kind) => {
    setKind(next);
    setWriting(true);
    setChosen(true);
    setRound((now) => now + 1);
    requestAnimationFrame(() => input.current?.focus());
  };
  useKeys({ note: () => choose('note'), task: () => choose('task'), message: () => choose('message') });

  const form = forms.find((known) => known.name === kind);
  const again = () => setRound((now) => now + 1);

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
      drop(text);
      setDue(null);
      await queries.invalidateQueries({ queryKey: [...recordKeys.one(type.name, record.id), 'timeline'] });
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className={classes.composer}>
      <fieldset
        className={classes.composerTabs}
        style={{ border: 'none', margin: 0 }}
        aria-label={t('composer.title')}
      >
        {[...KINDS, ...FORMS.filter((name) => forms.some((known) => known.name === name))].map((name) => (
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
      {isForm(kind) ? (
        <div className={classes.composerBody}>
          {form && <ActivityForm key={`${kind} ${round}`} type={form} record={record} onMade={again} />}
        </div>
      ) : (
        <div className={classes.composerBody}>
          {kind === 'task' ? (
            <>
              <TextInput
                ref={input}
                value={text}
                aria-label={t('composer.task')}
                placeholder={t('composer.task_hint')}
                data-testid="composer-text"
                onChange={(event) => keep(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  void submit();
                }}
              />
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
          ) : writing ? (
            <RichText
              key={`${kind} ${round}`}
              about={{ type: type.name, id: record.id }}
              value={text}
              onChange={keep}
              onSubmit={() => void submit()}
              autoFocus={chosen}
              label={t(`composer.${kind}`)}
              placeholder={t(`composer.${kind}_hint`)}
              testId="composer-text"
            />
          ) : (
            <button type="button" className={classes.begin} onClick={() => choose(kind)}>
              {t(`composer.${kind}_hint`)}
            </button>
          )}
          {problem !== '' && (
            <div className={classes.problem} role="alert">
              {problem}
            </div>
          )}
          <div hidden={!writing}>
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
      )}
    </div>
  );
}
