import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice, FieldDesign } from '@/shared/api';
import { ChoiceDot, dotColour } from '@/shared/ui';
import { asDefinition } from './fields';
import classes from './types.module.css';

const COLOURS = ['grey', 'blue', 'teal', 'green', 'amber', 'orange', 'red', 'violet'] as const;
const OUTCOMES = ['', 'won', 'lost'] as const;

interface ChoicesEditorProps {
  field: FieldDesign;
  error: string | undefined;
  onChange: (choices: Choice[]) => void;
}

/**
 * The choices of a field in their order: what they are called, their colour, whether they close a record, and where some
 * do, how likely the others are to come to something.
 */
export function ChoicesEditor({ field, error, onChange }: ChoicesEditorProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLFieldSetElement>(null);
  const choices = field.choices ?? [];
  const isStage = field.kind === 'choice' && choices.some(({ outcome }) => outcome);
  const put = (at: number, part: Partial<Choice>) =>
    onChange(choices.map((choice, index) => (index === at ? { ...choice, ...part } : choice)));
  const move = (at: number, to: number) => {
    const [choice] = choices.slice(at, at + 1);
    if (choice) onChange(choices.toSpliced(at, 1).toSpliced(to, 0, choice));
  };
  const add = () => {
    onChange([...choices, { value: '', labels: { en: '', ru: '' }, color: 'grey', outcome: '' }]);
    setTimeout(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus());
  };

  return (
    <fieldset ref={list} className={classes.choices}>
      <legend className="mantine-InputWrapper-label">{t('types.choices')}</legend>
      <ol>
        {choices.map((choice, at) => {
          const name = choice.labels.en || choice.labels.ru || String(at + 1);
          const outcome = choice.outcome ?? '';
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a choice has no identity but its place until it is saved
            <li key={at} className={classes.choice}>
              <TextInput
                aria-label={t('types.choice_en', { place: at + 1 })}
                placeholder="English"
                value={choice.labels.en ?? ''}
                onChange={(event) => put(at, { labels: { ...choice.labels, en: event.currentTarget.value } })}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  add();
                }}
              />
              <TextInput
                aria-label={t('types.choice_ru', { place: at + 1 })}
                placeholder="Русский"
                value={choice.labels.ru ?? ''}
                onChange={(event) => put(at, { labels: { ...choice.labels, ru: event.currentTarget.value } })}
              />
              <Select
                aria-label={t('types.colour', { name })}
                allowDeselect={false}
                data={COLOURS.map((value) => ({ value, label: t(`types.colours.${value}`) }))}
                value={COLOURS.find((colour) => colour === dotColour(choice.color)) ?? 'grey'}
                leftSection={
                  <ChoiceDot
                    field={asDefinition({ ...field, choices: [{ ...choice, value: 'x' }] })}
                    value="x"
                  />
                }
                onChange={(color) => put(at, { color: color ?? 'grey' })}
              />
              {field.kind === 'choice' && (
                <Select
                  aria-label={t('types.outcome', { name })}
                  allowDeselect={false}
                  data={OUTCOMES.map((value) => ({ value, label: t(`types.outcomes.${value || 'open'}`) }))}
                  value={outcome}
                  onChange={(value) => put(at, { outcome: (value ?? '') as typeof outcome })}
                />
              )}
              {isStage && (
                <Probability
                  choice={choice}
                  name={name}
                  onChange={(probability) => put(at, { probability })}
                />
              )}
              <span className={classes.moves}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('types.up', { name })}
                  disabled={at === 0}
                  onClick={() => move(at, at - 1)}
                >
                  <IconArrowUp size={14} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('types.down', { name })}
                  disabled={at === choices.length - 1}
                  onClick={() => move(at, at + 1)}
                >
                  <IconArrowDown size={14} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('types.take_out', { name })}
                  onClick={() => onChange(choices.toSpliced(at, 1))}
                >
                  <IconX size={14} />
                </ActionIcon>
              </span>
            </li>
          );
        })}
      </ol>
      {error && (
        <div className={classes.error} role="alert">
          {error}
        </div>
      )}
      <Button variant="default" size="compact-sm" leftSection={<IconPlus size={13} />} onClick={add}>
        {t('types.add_choice')}
      </Button>
    </fieldset>
  );
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
