import { Button, Group, Popover, Stack } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldValue } from '@/shared/api';
import { FieldInput } from '@/shared/ui';
import { Anchor } from './Anchor';
import classes from './board.module.css';
import type { Question } from './useMoves';

interface MoveQuestionProps {
  question: Question;
  /** Name of the lane the record is to enter. */
  lane: string;
  onAnswer: (values: Record<string, FieldValue>) => void;
  onCancel: () => void;
  /** What the question stands under; without it the head of the lane. */
  near?: string;
}

const WIDTH_PX = 280;
const EDGE_PX = 16;

/** Asks what must be known before a record may enter a lane or a stage, beside the record that is already there. */
export function MoveQuestion({ question, lane, onAnswer, onCancel, near }: MoveQuestionProps) {
  const { t } = useTranslation();
  const { fields, move } = question;
  const [values, setValues] = useState(() =>
    Object.fromEntries(fields.map(({ name }) => [name, question.values[name]])),
  );
  const [rect] = useState(() => placeOf(near ?? `[data-lane="${CSS.escape(move.to)}"] header`));
  const filled = fields.every(({ name }) => !isEmpty(values[name]));
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (filled) onAnswer(values);
  };
  return (
    <Popover
      opened
      onDismiss={() => {
        // The list of a choice lies outside: choosing in it is no way of leaving.
        if (!form.current?.querySelector('[aria-expanded="true"]')) onCancel();
      }}
      position="bottom-start"
      width={WIDTH_PX}
      trapFocus
      returnFocus
      hideDetached={false}
    >
      <Popover.Target>
        <Anchor rect={rect} />
      </Popover.Target>
      <Popover.Dropdown
        aria-label={lane}
        data-testid="move-question"
        // A record open beside its list would close by it as well.
        onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
      >
        <form ref={form} onSubmit={submit} noValidate>
          <Stack gap="xs">
            <div className={classes.question}>{t('board.ask', { lane })}</div>
            {fields.map((field, index) => (
              <FieldInput
                key={field.name}
                field={{ ...field, required: true }}
                value={values[field.name]}
                names={move.entry.names}
                error={question.errors[field.name]}
                autoFocus={index === 0}
                onChange={(value) => setValues((all) => ({ ...all, [field.name]: value }))}
              />
            ))}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onCancel}>
                {t('common.cancel')}
              </Button>
              <Button type="submit" disabled={!filled}>
                {t('board.move')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

function isEmpty(value: FieldValue): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** Where that stands, or the edge of the window beyond which it lies: what is asked is always on screen. */
function placeOf(selector: string) {
  const head = document.querySelector(selector);
  const { left = 0, top = 0, height = 0 } = head?.getBoundingClientRect() ?? {};
  const most = window.innerWidth - WIDTH_PX - EDGE_PX;
  return { left: Math.max(EDGE_PX, Math.min(left, most)), top, width: WIDTH_PX, height };
}
