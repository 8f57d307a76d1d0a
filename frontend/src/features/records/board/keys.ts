import type { KeyboardCoordinateGetter } from '@dnd-kit/core';

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

/** Carries a lifted card one lane to the left or right; cards have no order of their own within a lane. */
export const laneCoordinates: KeyboardCoordinateGetter = (event, { currentCoordinates, context }) => {
  const step = STEPS[event.code];
  if (step === undefined) return undefined;
  event.preventDefault();
  const lanes = [...context.droppableRects].toSorted(([, a], [, b]) => a.left - b.left);
  const now = lanes.findIndex(([id]) => id === (context.over?.id ?? context.active?.data.current?.lane));
  const [, rect] = lanes[now + step] ?? [];
  return rect ? { x: rect.left + 8, y: currentCoordinates.y } : undefined;
};

/** Goes to the first or last card of a lane, or by one screen from the card at an index. */
export type Jump = (code: string, index: number) => void;

/** How to jump in each lane. */
export type Jumps = Map<string, Jump>;

/** The index that Home, End, Page Up or Page Down lead to among so many cards. */
export function jumpTarget(code: string, index: number, cards: number, page: number): number {
  const to = { Home: 0, End: cards - 1, PageUp: index - page, PageDown: index + page }[code] ?? index;
  return Math.max(0, Math.min(cards - 1, to));
}

/** The lane of a card and its place there. */
export function placeOf(from: HTMLElement): { lane: string; index: number } | undefined {
  const card = from.closest<HTMLElement>('[data-card]');
  const lane = card?.closest<HTMLElement>('[data-lane]')?.dataset.lane;
  return card && lane !== undefined ? { lane, index: Number(card.dataset.index) } : undefined;
}

const cardsIn = (lane: Element) => [...lane.querySelectorAll<HTMLElement>('[data-card]')];
const linkOf = (card: Element | null | undefined) => card?.querySelector<HTMLElement>('a') ?? undefined;

/** The card that an arrow leads to from the one that holds the focus; undefined at an edge. */
export function neighbourCard(from: HTMLElement, code: string): HTMLElement | undefined {
  const card = from.closest<HTMLElement>('[data-card]');
  const lane = card?.closest<HTMLElement>('[data-lane]');
  if (!card || !lane) return undefined;
  const at = Number(card.dataset.index);
  const inLane = (index: number) => linkOf(lane.querySelector(`[data-index="${index}"]`));
  switch (code) {
    case 'ArrowUp':
      return inLane(at - 1);
    case 'ArrowDown':
      return inLane(at + 1);
    default:
      return inNextLane(card, lane, STEPS[code] ?? 0);
  }
}

/** The card that stands at the same height in the next lane that has any. */
function inNextLane(card: HTMLElement, lane: HTMLElement, step: number): HTMLElement | undefined {
  const lanes = [...(lane.parentElement?.querySelectorAll<HTMLElement>('[data-lane]') ?? [])];
  const height = card.getBoundingClientRect().top;
  for (let at = lanes.indexOf(lane) + step; step !== 0 && at >= 0 && at < lanes.length; at += step) {
    const cards = lanes.slice(at, at + 1).flatMap(cardsIn);
    const away = (other: HTMLElement) => Math.abs(other.getBoundingClientRect().top - height);
    const nearest = cards.toSorted((a, b) => away(a) - away(b))[0];
    if (nearest) return linkOf(nearest);
  }
  return undefined;
}

/** The next lane to the left or right with cards that are not drawn, because it is far away. */
export function nextFilled(from: HTMLElement, code: string): HTMLElement | undefined {
  const lane = from.closest<HTMLElement>('[data-lane]');
  const lanes = [...(lane?.parentElement?.querySelectorAll<HTMLElement>('[data-lane]') ?? [])];
  const step = STEPS[code];
  if (!lane || step === undefined) return undefined;
  const behind =
    step < 0 ? lanes.slice(0, lanes.indexOf(lane)).reverse() : lanes.slice(lanes.indexOf(lane) + 1);
  return behind.find(({ dataset }) => dataset.filled === 'true');
}
