import { useDroppable } from '@dnd-kit/core';
import { VisuallyHidden } from '@mantine/core';
import { useMergedRef } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type RefObject, useEffect, useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementType, FieldDefinition, Money, RecordItem } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { label } from '@/shared/i18n';
import { Bars, ChoiceDot } from '@/shared/ui';
import { type BoardQuestion, laneQuery } from './api';
import { BoardCard } from './BoardCard';
import classes from './board.module.css';
import { type Jumps, jumpTarget } from './keys';
import type { CardShape, Lane } from './lanes';
import type { OpenMenu } from './MoveMenu';
import { type Entry, entriesOf, type Move, type Pages } from './pages';
import { useNear } from './useNear';

interface BoardLaneProps {
  type: ElementType;
  field: FieldDefinition;
  lane: Lane;
  name: string;
  shape: CardShape;
  question: BoardQuestion;
  moves: ReadonlyMap<string, Move>;
  /** A card of the lane is in hand. */
  lifted: boolean;
  /** There are many lanes: those without cards stand folded. */
  folds: boolean;
  /** Id of the card that holds the focus, or held it last. */
  current: string;
  /** Id of the card that takes the focus where it turns up. */
  follow: RefObject<string>;
  jumps: RefObject<Jumps>;
  onCurrent: (record: RecordItem) => void;
  onMove: (entry: Entry, from: string, to: string, byKey?: boolean) => void;
  onMenu: (menu: OpenMenu) => void;
}

const CARD_PX = 112;
const GAP_PX = 8;
const OVERSCAN = 2;
const READ_AHEAD = 8;

/** One lane: its name, what it holds in all, and its cards, of which only those near the screen are drawn. */
export const BoardLane = memo(function BoardLane(props: BoardLaneProps) {
  const { type, field, lane, name, shape, question, moves, current, follow, onMove, onMenu } = props;
  const { jumps, lifted, folds, onCurrent } = props;
  const { t } = useTranslation();
  const heading = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const section = useRef<HTMLElement>(null);
  const near = useNear(section);
  const moving = useMemo(() => [...moves.values()].some(({ to }) => to === lane.value), [moves, lane.value]);
  // What has come to a lane far away is still there once it has arrived.
  const awaited = useRef(false);
  awaited.current = awaited.current || moving;
  const empty = lane.count === 0;
  const list = useInfiniteQuery({
    ...laneQuery(type.name, question, field.name, lane.value),
    enabled: (near || awaited.current || lifted) && !(folds && empty),
    placeholderData: keepPreviousData,
  });
  const entries = useMemo(
    () => entriesOf(list.data as Pages | undefined, lane.value, moves, question.sort),
    [list.data, lane.value, moves, question.sort],
  );
  const { isOver, setNodeRef } = useDroppable({
    id: lane.value,
    disabled: lane.choice === undefined && field.required,
  });
  const ref = useMergedRef(setNodeRef, section);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_PX,
    getItemKey: (index) => entries[index]?.record.id ?? index,
    gap: GAP_PX,
    paddingStart: 2,
    paddingEnd: GAP_PX,
    overscan: OVERSCAN,
  });
  // A lane far away draws nothing, unless its card is in hand or has the focus.
  const active = near || awaited.current || lifted || entries.some(({ record }) => record.id === current);
  const drawn = active ? virtual.getVirtualItems() : [];
  const folded = folds && empty && entries.length === 0;

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= entries.length - READ_AHEAD) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, entries.length]);

  useEffect(() => {
    const at = entries.findIndex(({ record }) => record.id === follow.current);
    if (at === -1 || !moves.has(follow.current)) return;
    virtual.scrollToIndex(at);
  }, [entries, moves, follow, virtual]);

  useEffect(() => {
    const lanes = jumps.current;
    lanes.set(lane.value, (code, index) => {
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / (CARD_PX + GAP_PX)));
      const to = jumpTarget(code, index, entries.length, page);
      const there = scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"] a`);
      // What is not drawn yet takes the focus as soon as it is.
      follow.current = there ? '' : (entries[to]?.record.id ?? '');
      virtual.scrollToIndex(to);
      there?.focus({ preventScroll: true });
    });
    return () => {
      lanes.delete(lane.value);
    };
  }, [jumps, lane.value, entries, follow, virtual]);

  return (
    <section
      ref={ref}
      className={classes.lane}
      data-lane={lane.value}
      data-folded={folded || undefined}
      data-filled={!empty || undefined}
      data-over={isOver}
      aria-labelledby={heading}
    >
      <header className={classes.head}>
        <ChoiceDot field={field} value={lane.value} />
        <h2 id={heading} className={classes.name} title={name}>
          {name}
        </h2>
        {!folded && <LaneSum lane={lane} expected={shape.expected} />}
      </header>
      <div ref={scroller} className={classes.cards}>
        {list.isError && entries.length === 0 && (
          <button type="button" className={classes.retry} onClick={() => void list.refetch()}>
            {t('common.failed')}. {t('common.retry')}
          </button>
        )}
        {list.isPending && near && !empty && <Bars rows={6} />}
        <ul className={classes.stack} style={{ height: virtual.getTotalSize() }}>
          {drawn.map((item) => {
            const entry = entries[item.index];
            return (
              entry && (
                <BoardCard
                  key={entry.record.id}
                  ref={virtual.measureElement}
                  type={type.name}
                  entry={entry}
                  lane={lane.value}
                  lanes={field}
                  shape={shape}
                  index={item.index}
                  top={item.start}
                  current={current === entry.record.id}
                  moving={moves.has(entry.record.id)}
                  follow={follow}
                  onCurrent={onCurrent}
                  onMove={onMove}
                  onMenu={onMenu}
                />
              )
            );
          })}
        </ul>
      </div>
    </section>
  );
});

/** How many records, and what they come to: every currency for itself, never added up. */
function LaneSum({ lane, expected }: { lane: Lane; expected: FieldDefinition | undefined }) {
  const { count, totals } = lane;
  const { t, i18n } = useTranslation();
  const format = useFormat();
  if (count === undefined) return null;
  const number = format.count(count);
  const some = totals.filter(({ amount }) => Number(amount) !== 0);
  const likely = lane.expected.filter(({ amount }) => Number(amount) !== 0);
  const differs = likely.length > 0 && JSON.stringify(likely) !== JSON.stringify(some);
  const likelyText = `${label(expected?.labels, i18n.language)}: ${likely.map(format.money).join(' · ')}`;
  const write = (how: (money: Money) => string) => [number, ...some.map(how)].join(' · ');
  return (
    <span
      className={classes.sum}
      title={[write(format.money), differs && likelyText].filter(Boolean).join('\n')}
    >
      <VisuallyHidden>
        {t('list.total', { count, number })}
        {differs && ` ${likelyText}`}
      </VisuallyHidden>
      <span aria-hidden="true">{write(format.moneyShort)}</span>
      {differs && (
        <span aria-hidden="true" className={classes.likely} data-testid="lane-expected">
          {` → ${likely.map(format.moneyShort).join(' · ')}`}
        </span>
      )}
    </span>
  );
}
