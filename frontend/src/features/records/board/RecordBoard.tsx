import {
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  rectIntersection,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { complete, type ElementType, type FieldDefinition, type Filter, type RecordItem } from '@/shared/api';
import { label, typeLabel } from '@/shared/i18n';
import { nameOf } from '@/shared/ui';
import { DEFAULT_SORT } from '../api';
import { TransferDialog } from '../card/TransferDialog';
import { NoRecords } from '../list/NoRecords';
import type { Peek } from '../peek/PeekPanel';
import { laneSumsQuery } from './api';
import { CardFace } from './BoardCard';
import { BoardLane } from './BoardLane';
import classes from './board.module.css';
import { type Jumps, laneCoordinates, neighbourCard, nextFilled, placeOf } from './keys';
import { boardFields, cardShape, lanesOf, UNSORTED } from './lanes';
import { MoveMenu, type OpenMenu } from './MoveMenu';
import { MoveQuestion } from './MoveQuestion';
import type { Entry, Held } from './pages';
import { inPipeline, type Pipeline, stagesOf } from './pipelines';
import { useAnnouncements } from './useAnnouncements';
import { useCardKeys } from './useCardKeys';
import { useCarry } from './useCarry';
import { useLiveBoard } from './useLiveBoard';
import { useMoves } from './useMoves';

interface RecordBoardProps {
  type: ElementType;
  field: FieldDefinition;
  /** The one shown of several. */
  pipeline: Pipeline | undefined;
  filter: Filter | undefined;
  sort: string | undefined;
  q: string | undefined;
  /** Id of the record beside the board. */
  peeked: string | undefined;
  onPeek: Peek;
  onClear: () => void;
  onNew: (() => void) | undefined;
}

const KEYBOARD_CODES = { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] };
const DRAG_AFTER_PX = 5;
/** Of more lanes those without cards are folded. */
const UNFOLDED = 20;

/** Records as cards in a lane for each choice; a card is moved by pointer, by its menu or by keys. */
export function RecordBoard(props: RecordBoardProps) {
  const { type, pipeline, filter, sort = DEFAULT_SORT, q, peeked, onPeek, onClear, onNew } = props;
  const field = useMemo(() => stagesOf(props.field, pipeline), [props.field, pipeline]);
  const { t, i18n } = useTranslation();
  const shape = useMemo(() => cardShape(type), [type]);
  const steps = shape.pipeline !== undefined;
  const question = useMemo(
    () => ({ filter: inPipeline(filter, pipeline), q, sort, fields: boardFields(shape, field, sort), steps }),
    [filter, pipeline, q, sort, shape, field, steps],
  );
  const sums = useQuery({
    ...laneSumsQuery(type.name, question, field.name, shape.amount?.name),
    placeholderData: keepPreviousData,
  });
  const expected = useQuery({
    ...laneSumsQuery(type.name, question, field.name, shape.expected?.name),
    enabled: shape.expected !== undefined,
    placeholderData: keepPreviousData,
  });
  const lanes = lanesOf(field, sums.data, expected.data);
  const laneName = useCallback(
    (value: string) =>
      value === UNSORTED
        ? t('board.unsorted')
        : label(field.choices?.find((choice) => choice.value === value)?.labels, i18n.language, value),
    [field, t, i18n.language],
  );

  const hold = useLiveBoard(type.name, steps);
  const carry = useCarry(type.name, pipeline, props.field);
  const mover = useMoves({ type, field, sort, reason: shape.reason });
  const [held, setHeld] = useState<Held>();
  const [menu, setMenu] = useState<OpenMenu>();
  const [current, setCurrent] = useState<RecordItem>();
  const root = useRef<HTMLDivElement>(null);
  // A card that is moved by keys is drawn anew in another lane, and takes the focus along.
  const follow = useRef('');
  const pinned = useRef(false);
  const jumps = useRef<Jumps>(new Map());
  const [assigned, setAssigned] = useState<RecordItem>();
  const handleAssigned = () => {
    root.current?.querySelector<HTMLElement>(`[data-card="${assigned?.id}"] a`)?.focus();
    setAssigned(undefined);
  };
  useCardKeys({ type, current, root, peeked, onPeek, onAssign: setAssigned });

  const counted = sums.data !== undefined;
  useEffect(() => {
    // Whoever has begun to do something else meanwhile keeps his place.
    if (!counted || document.activeElement !== document.body || !root.current) return;
    root.current.dataset.given = '';
    root.current.focus({ preventScroll: true });
  }, [counted]);
  /** A focus that nobody moved here shows from the first key on. */
  const takeUp = () => {
    delete root.current?.dataset.given;
  };

  const move = useCallback(
    (entry: Entry, from: string, to: string, byKey = false) => {
      if (byKey) follow.current = entry.record.id;
      mover.start(entry, from, to);
    },
    [mover.start],
  );
  const release = () => {
    setHeld(undefined);
    pinned.current = false;
    hold(false);
  };
  const handleStart = ({ active }: DragStartEvent) => {
    const data = active.data.current as Held | undefined;
    if (!data) return;
    pinned.current = true;
    hold(true);
    setHeld(data);
  };
  const handleEnd = ({ over, activatorEvent }: DragEndEvent) => {
    const dropped = held;
    release();
    if (dropped && over) {
      move(dropped.entry, dropped.lane, String(over.id), activatorEvent.type === 'keydown');
    }
  };

  const handleKey = (event: KeyboardEvent<HTMLDivElement>) => {
    takeUp();
    if (pinned.current || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = event.target as HTMLElement;
    const { code } = event;
    const onCard = target.matches('[data-card] a');
    if (!/^Arrow|^Home$|^End$|^Page/.test(code) || (!onCard && target !== root.current)) return;
    const place = placeOf(target);
    if (place && !code.startsWith('Arrow')) {
      jumps.current.get(place.lane)?.(code, place.index);
      return event.preventDefault();
    }
    const first = root.current?.querySelector<HTMLElement>('[data-card] a');
    const next = onCard ? neighbourCard(target, code) : first;
    next?.focus();
    const lane = next?.closest('[data-lane]') ?? (onCard ? nextFilled(target, code) : undefined);
    lane?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    event.preventDefault();
  };

  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_AFTER_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: laneCoordinates, keyboardCodes: KEYBOARD_CODES }),
  );
  const announcements = useAnnouncements(laneName);
  const narrowed = complete(filter) !== undefined || (q ?? '') !== '';
  // A new pipeline shows its stages: its cards are still to come.
  const fillable = pipeline !== undefined && !narrowed;
  if (counted && mover.moves.size === 0 && !fillable && lanes.every(({ count }) => count === 0)) {
    return <NoRecords type={type} narrowed={narrowed} bin={false} onClear={onClear} onNew={onNew} />;
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={(args) => (args.pointerCoordinates ? pointerWithin(args) : rectIntersection(args))}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t('board.instructions') } }}
      onDragStart={handleStart}
      onDragEnd={handleEnd}
      onDragCancel={release}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot scroll */}
      <div
        ref={root}
        id="records"
        className={classes.board}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows lead from here to the cards
        tabIndex={0}
        aria-label={typeLabel(type, i18n.language, 'many')}
        data-board
        data-testid="board"
        onKeyDown={handleKey}
        onBlur={takeUp}
      >
        {lanes.map((lane) => (
          <BoardLane
            key={lane.value}
            type={type}
            field={field}
            lane={lane}
            name={laneName(lane.value)}
            shape={shape}
            question={question}
            moves={mover.moves}
            lifted={held?.lane === lane.value}
            folds={lanes.length > UNFOLDED}
            current={current?.id ?? ''}
            follow={follow}
            jumps={jumps}
            onCurrent={setCurrent}
            onMove={move}
            onMenu={setMenu}
          />
        ))}
      </div>
      <DragOverlay dropAnimation={null}>
        {held && (
          <div className={classes.card} data-lifted>
            <CardFace entry={held.entry} shape={shape} lanes={field} type={type.name} />
          </div>
        )}
      </DragOverlay>
      {menu && (
        <MoveMenu
          menu={menu}
          field={field}
          title={nameOf(menu.entry.record)}
          laneName={laneName}
          pipeline={pipeline}
          onMove={(to) => move(menu.entry, menu.lane, to, true)}
          onPipeline={(to) => void carry(menu.entry, to)}
          onClose={() => setMenu(undefined)}
        />
      )}
      {assigned && <TransferDialog type={type} record={assigned} onClose={handleAssigned} />}
      {mover.question && (
        <MoveQuestion
          key={mover.question.move.entry.record.id}
          question={mover.question}
          lane={laneName(mover.question.move.to)}
          onAnswer={mover.answer}
          onCancel={mover.cancel}
        />
      )}
    </DndContext>
  );
}
