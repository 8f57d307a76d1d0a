import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus, IconX } from '@tabler/icons-react';
import { type PointerEvent as PointerStart, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Choice, type FieldDesign, USUALLY_ROTS_AFTER } from '@/shared/api';
import { ChoiceDot, dotColour } from '@/shared/ui';
import { asDefinition } from './fields';
import { languagesFrom } from './languages';
import classes from './types.module.css';

const COLOURS = ['grey', 'blue', 'teal', 'green', 'amber', 'orange', 'red', 'violet'] as const;
const LANGUAGE_NAMES = { en: 'English', ru: 'Русский' } as const;
const OUTCOMES = ['', 'won', 'lost'] as const;

interface ChoicesEditorProps {
  field: FieldDesign;
  error: string | undefined;
  /** What they are called here, and what one more is; choices where nothing is said. */
  legend?: string;
  add?: string;
  onChange: (choices: Choice[]) => void;
}

/**
 * The choices of a field in their order: what they are called, their colour, whether they close a record, and where some
 * do, how likely the others are to come to something, and after how many days without a change they are marked.
 */
export function ChoicesEditor({ field, error, onChange, ...words }: ChoicesEditorProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLFieldSetElement>(null);
  const [dragged, setDragged] = useState<number>();
  const choices = field.choices ?? [];
  const put = (at: number, part: Partial<Choice>) =>
    onChange(choices.map((choice, index) => (index === at ? { ...choice, ...part } : choice)));
  const move = (at: number, to: number) => {
    const [choice] = choices.slice(at, at + 1);
    if (choice) onChange(choices.toSpliced(at, 1).toSpliced(to, 0, choice));
  };
  const latest = useRef(move);
  latest.current = move;
  const add = () => {
    onChange([...choices, { value: '', labels: { en: '', ru: '' }, color: 'grey', outcome: '' }]);
    setTimeout(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus());
  };

  return (
    <fieldset ref={list} className={classes.choices}>
      <legend className="mantine-InputWrapper-label">{words.legend ?? t('types.choices')}</legend>
      {choices.length > 0 && <Heads field={field} />}
      <ol>
        {choices.map((choice, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a choice has no identity but its place until it is saved
            key={at}
            className={classes.choice}
            data-choice={at}
            data-dragged={dragged === at || undefined}
          >
            <span
              className={classes.grip}
              aria-hidden="true"
              data-testid={`grip-${choiceName(choice, at)}`}
              onPointerDown={(event) => {
                if (event.button === 0) drag(event, at, (from, to) => latest.current(from, to), setDragged);
              }}
            >
              <IconGripVertical size={14} stroke={1.6} />
            </span>
            <ChoiceRow
              field={field}
              choice={choice}
              at={at}
              last={choices.length - 1}
              onChange={(part) => put(at, part)}
              onMove={(to) => move(at, to)}
              onRemove={() => onChange(choices.toSpliced(at, 1))}
              onAdd={add}
            />
          </li>
        ))}
      </ol>
      {error && (
        <div className={classes.error} role="alert">
          {error}
        </div>
      )}
      <Button variant="default" size="compact-sm" leftSection={<IconPlus size={13} />} onClick={add}>
        {words.add ?? t('types.add_choice')}
      </Button>
    </fieldset>
  );
}

/** What stands in each column, for those who see; every input says it by itself as well. */
function Heads({ field }: { field: FieldDesign }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={`${classes.choice} ${classes.heads}`} aria-hidden="true">
      <span className={classes.grip} />
      {languagesFrom(i18n.language).map((language) => (
        <span key={language}>{LANGUAGE_NAMES[language]}</span>
      ))}
      <span className={classes.choose}>{t('types.colour_head')}</span>
      {field.kind === 'choice' && <span className={classes.choose}>{t('types.outcome_head')}</span>}
      {isStage(field) && (
        <>
          <span className={classes.probability}>{t('types.probability_head')}</span>
          <span className={classes.rots} title={t('types.rots_after_hint', { count: USUALLY_ROTS_AFTER })}>
            {t('types.rots_head')}
          </span>
        </>
      )}
      <span className={classes.moves} />
    </div>
  );
}

/** A field some choices of which close a record: the others are on the way there. */
function isStage({ kind, choices }: FieldDesign): boolean {
  return kind === 'choice' && (choices ?? []).some(({ outcome }) => outcome);
}

function choiceName({ labels }: Choice, at: number): string {
  return labels.en || labels.ru || String(at + 1);
}

interface ChoiceRowProps {
  field: FieldDesign;
  choice: Choice;
  at: number;
  last: number;
  onChange: (part: Partial<Choice>) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  onAdd: () => void;
}

/** One choice. Enter goes on to a new one. */
function ChoiceRow({ field, choice, at, last, onChange, onMove, onRemove, onAdd }: ChoiceRowProps) {
  const { t, i18n } = useTranslation();
  const languages = languagesFrom(i18n.language);
  const name = choiceName(choice, at);
  const outcome = choice.outcome ?? '';
  return (
    <>
      {languages.map((language) => (
        <TextInput
          key={language}
          aria-label={t(`types.choice_${language}`, { place: at + 1 })}
          placeholder={LANGUAGE_NAMES[language]}
          value={choice.labels[language] ?? ''}
          onChange={(event) =>
            onChange({ labels: { ...choice.labels, [language]: event.currentTarget.value } })
          }
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            onAdd();
          }}
        />
      ))}
      <Select
        className={classes.choose}
        aria-label={t('types.colour', { name })}
        allowDeselect={false}
        data={COLOURS.map((value) => ({ value, label: t(`types.colours.${value}`) }))}
        value={COLOURS.find((colour) => colour === dotColour(choice.color)) ?? 'grey'}
        leftSection={
          <ChoiceDot field={asDefinition({ ...field, choices: [{ ...choice, value: 'x' }] })} value="x" />
        }
        onChange={(color) => onChange({ color: color ?? 'grey' })}
      />
      {field.kind === 'choice' && (
        <Select
          className={classes.choose}
          aria-label={t('types.outcome', { name })}
          allowDeselect={false}
          data={OUTCOMES.map((value) => ({ value, label: t(`types.outcomes.${value || 'open'}`) }))}
          value={outcome}
          onChange={(value) => onChange({ outcome: (value ?? '') as typeof outcome })}
        />
      )}
      {isStage(field) && (
        <>
          <Probability choice={choice} name={name} onChange={(probability) => onChange({ probability })} />
          <RotsAfter choice={choice} name={name} onChange={(rots_after) => onChange({ rots_after })} />
        </>
      )}
      <span className={classes.moves}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('types.up', { name })}
          disabled={at === 0}
          onClick={() => onMove(at - 1)}
        >
          <IconArrowUp size={14} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('types.down', { name })}
          disabled={at === last}
          onClick={() => onMove(at + 1)}
        >
          <IconArrowDown size={14} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('types.take_out', { name })}
          onClick={() => onRemove()}
        >
          <IconX size={14} />
        </ActionIcon>
      </span>
    </>
  );
}

/** Takes a choice along with the pointer, past the others of its list, until it is let go. */
function drag(
  event: PointerStart<HTMLElement>,
  from: number,
  onMove: (from: number, to: number) => void,
  onDragged: (at: number | undefined) => void,
) {
  event.preventDefault();
  const list = event.currentTarget.closest('ol');
  const controller = new AbortController();
  const { signal } = controller;
  let at = from;
  onDragged(at);
  const end = () => {
    controller.abort();
    onDragged(undefined);
  };
  window.addEventListener(
    'pointermove',
    ({ clientX, clientY }) => {
      const row = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-choice]');
      const to = Number(row?.dataset.choice);
      if (!row || !list?.contains(row) || to === at) return;
      onMove(at, to);
      at = to;
      onDragged(at);
    },
    { signal },
  );
  window.addEventListener('pointerup', end, { signal });
  window.addEventListener('pointercancel', end, { signal });
}

const CERTAIN = 100;

interface ProbabilityProps {
  choice: Choice;
  name: string;
  onChange: (probability: number | null) => void;
}

/** How likely what stands at a stage is won; of what is closed it is known. */
function Probability({ choice, name, onChange }: ProbabilityProps) {
  const { t } = useTranslation();
  const known = { won: CERTAIN, lost: 0, '': undefined }[choice.outcome ?? ''];
  return (
    <NumberInput
      className={classes.probability}
      aria-label={t('types.probability', { name })}
      placeholder="%"
      suffix=" %"
      hideControls
      min={0}
      max={CERTAIN}
      allowDecimal={false}
      disabled={known !== undefined}
      value={known ?? choice.probability ?? ''}
      onChange={(value) => onChange(value === '' ? null : Number(value))}
    />
  );
}

const TEN_YEARS = 3650;

interface RotsAfterProps {
  choice: Choice;
  name: string;
  onChange: (days: number | null) => void;
}

/** After how many days without a change what stands at a stage is marked; what is closed never is. */
function RotsAfter({ choice, name, onChange }: RotsAfterProps) {
  const { t } = useTranslation();
  const closed = Boolean(choice.outcome);
  return (
    <NumberInput
      className={classes.rots}
      aria-label={t('types.rots_after', { name })}
      title={t('types.rots_after_hint', { count: USUALLY_ROTS_AFTER })}
      placeholder={closed ? '—' : t('types.rots_days', { number: USUALLY_ROTS_AFTER })}
      suffix={t('types.rots_suffix')}
      hideControls
      min={0}
      max={TEN_YEARS}
      allowDecimal={false}
      allowNegative={false}
      disabled={closed}
      value={closed ? '' : (choice.rots_after ?? '')}
      onChange={(value) => onChange(value === '' ? null : Number(value))}
    />
  );
}
