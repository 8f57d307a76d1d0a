import { useDraggable } from '@dnd-kit/core';
import { IconAlertTriangle, IconArrowNarrowRight, IconDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, type Ref, type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDefinition, RecordItem } from '@/shared/api';
import { shortName, useFormat, useNameOrder } from '@/shared/format';
import { keyboard } from '@/shared/keys';
import { nameOf, useFieldText } from '@/shared/ui';
import { groupsQuery } from './api';
import classes from './board.module.css';
import { type CardShape, daysSince, isOpen, nextLane, rottenFor } from './lanes';
import type { OpenMenu } from './MoveMenu';
import type { Entry } from './pages';

interface CardFaceProps {
  entry: Entry;
  type: string;
  shape: CardShape;
  /** Field of the lanes. */
  lanes: FieldDefinition;
}

interface BoardCardProps extends CardFaceProps {
  ref: Ref<HTMLLIElement>;
  lane: string;
  index: number;
  /** Distance from the top of the lane in pixels. */
  top: number;
  current: boolean;
  /** It is on its way to this lane, and the office has not answered yet. */
  moving: boolean;
  follow: RefObject<string>;
  onCurrent: (record: RecordItem) => void;
  onMove: (entry: Entry, from: string, to: string, byKey?: boolean) => void;
  onMenu: (menu: OpenMenu) => void;
}

/** One record of a lane. The pointer takes it anywhere, Space lifts it by keys. */
export function BoardCard(props: BoardCardProps) {
  const { ref, entry, lane, lanes, type, shape, index, top, current, moving, follow, onMove, onMenu } = props;
  const { t } = useTranslation();
  const { record } = entry;
  const obstacle = useObstacle(entry, lanes);
  const movable = obstacle === undefined && !moving;
  const link = useRef<HTMLAnchorElement>(null);
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, isDragging } = useDraggable({
    id: record.id,
    data: { entry, lane },
    disabled: !movable,
  });

  const heldLast = useRef(current);
  useEffect(() => {
    // Drawn anew, as when its lane was read meanwhile, it has the focus back unless that has gone elsewhere.
    if (heldLast.current && document.activeElement === document.body)
      link.current?.focus({ preventScroll: true });
    if (follow.current !== record.id) return;
    link.current?.focus();
    follow.current = '';
  }, [follow, record.id]);

  const handleKey = (event: KeyboardEvent) => {
    const by = keyboard.means(event, 'stage_back') ? -1 : keyboard.means(event, 'stage_forward') ? 1 : 0;
    if (by === 0 || isDragging) return;
    event.preventDefault();
    const to = nextLane(lanes, lane, by);
    if (movable && to !== undefined) onMove(entry, lane, to, true);
  };
  const tabIndex = current ? 0 : -1;
  return (
    <li
      ref={(element) => {
        setNodeRef(element);
        if (typeof ref === 'function') ref(element);
      }}
      className={classes.card}
      style={{ top }}
      data-card={record.id}
      data-index={index}
      data-testid="board-card"
      data-movable={movable}
      data-dragging={isDragging}
      {...useRot(entry, shape)}
      onFocus={() => props.onCurrent({ ...record, names: entry.names })}
      {...listeners}
    >
      <CardFace entry={entry} type={type} shape={shape} lanes={lanes}>
        <Link
          ref={(element) => {
            link.current = element;
            setActivatorNodeRef(element);
          }}
          to="/t/$type/$id"
          params={{ type, id: record.id }}
          preload={false}
          className={classes.title}
          tabIndex={tabIndex}
          draggable={false}
          title={[nameOf(record), obstacle].filter(Boolean).join('\n')}
          onKeyDown={handleKey}
          aria-describedby={movable ? attributes['aria-describedby'] : undefined}
        >
          {nameOf(record) || t('record.unnamed')}
        </Link>
        <button
          type="button"
          className={classes.more}
          tabIndex={tabIndex}
          aria-label={t('board.move_menu', { name: nameOf(record) })}
          aria-haspopup="menu"
          disabled={!movable}
          title={obstacle ?? t('board.move_to')}
          onClick={({ currentTarget }) => onMenu({ entry, lane, button: currentTarget })}
        >
          <IconDots size={15} stroke={1.7} aria-hidden="true" />
        </button>
      </CardFace>
    </li>
  );
}

/** Why a record may not be moved, if it may not. */
function useObstacle({ record }: Entry, lanes: FieldDefinition): string | undefined {
  const { t } = useTranslation();
  if (!record.can.edit) return t('board.locked');
  return lanes.right === 'edit' ? undefined : t('record.right_read');
}

/** Marks an open record that nothing happened to for long. */
function useRot({ record }: Entry, { pipeline }: CardShape): { 'data-rotten'?: true; title?: string } {
  const { t } = useTranslation();
  const days = rottenFor(pipeline, record, Date.now());
  if (days === undefined) return {};
  return { 'data-rotten': true, title: t('board.unchanged', { count: days }) };
}

/** What a card says: the same in its lane and in the hand. Without children it has its name as text. */
export function CardFace({ entry, shape, children }: CardFaceProps & { children?: ReactNode }) {
  const { record, names } = entry;
  const fieldText = useFieldText();
  const write = (field: FieldDefinition | undefined) =>
    field ? fieldText(field, record.fields[field.name], names) : '';
  const [amount, chance, company] = [write(shape.amount), write(shape.chance), write(shape.company)];
  const responsible = useResponsible(entry);
  return (
    <>
      <div className={classes.top}>{children ?? <span className={classes.title}>{nameOf(record)}</span>}</div>
      {(amount || chance) && (
        <div className={classes.figures}>
          <span className={classes.amount}>{amount}</span>
          <span>{chance}</span>
        </div>
      )}
      <NextStep entry={entry} shape={shape} />
      <div className={classes.bottom}>
        <span className={classes.company} title={company}>
          {company}
        </span>
        <span className={classes.responsible} title={responsible.full}>
          {responsible.short}
        </span>
      </div>
    </>
  );
}

/** The next step of an open record, or that there is none; nothing where the reader could not know. */
function NextStep({ entry: { record }, shape }: { entry: Entry; shape: CardShape }) {
  const { t } = useTranslation();
  const format = useFormat();
  const step = record.next_step;
  if (step === undefined || !isOpen(shape.pipeline, record)) return null;
  if (step === null) {
    return (
      <div className={classes.step} data-missing>
        <IconAlertTriangle size={13} stroke={1.8} aria-hidden="true" />
        {t('board.no_next_step')}
      </div>
    );
  }
  const overdue = step.due !== undefined && daysSince(step.due, Date.now()) > 0;
  return (
    <div className={classes.step} data-missing={overdue || undefined} title={step.title}>
      <IconArrowNarrowRight size={13} stroke={1.8} aria-hidden="true" />
      {step.due && <span className={classes.due}>{format.date(step.due)}</span>}
      <span className={classes.stepTitle}>{step.title}</span>
    </div>
  );
}

function useResponsible({ record, names }: Entry): { full: string; short: string } {
  const order = useNameOrder();
  const groups = useQuery(groupsQuery).data;
  const full = names[record.responsible ?? ''] ?? '';
  const isPerson = groups !== undefined && !groups.includes(record.responsible ?? '');
  return { full, short: isPerson ? shortName(full, order) : full };
}
