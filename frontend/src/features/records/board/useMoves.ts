import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ApiError,
  type ElementType,
  type FieldDefinition,
  type FieldValue,
  type RecordItem,
} from '@/shared/api';
import { label } from '@/shared/i18n';
import { changing, fieldOf, nameOf, sameValue, showToast, useShowError } from '@/shared/ui';
import { recordCalls, recordKeys } from '../api';
import { without } from '../live';
import { laneSumsKey } from './api';
import { UNSORTED } from './lanes';
import { type Entry, type Move, type Pages, withPlaced } from './pages';

type Values = Record<string, FieldValue>;

/** What must be filled in before a record may enter a lane. */
export interface Question {
  move: Move;
  fields: FieldDefinition[];
  values: Values;
  /** The office's words for each field it did not take. */
  errors: Record<string, string>;
}

interface MovesOptions {
  type: ElementType;
  field: FieldDefinition;
  sort: string;
  /** Asked of what goes into a lane of loss. */
  reason: FieldDefinition | undefined;
}

/**
 * Moves records between lanes, or one along the stages of its card: on screen at once, then at the office. A record that is refused, or whose question is
 * called off, stands where it was.
 */
export function useMoves({ type, field, sort, reason }: MovesOptions) {
  const { t, i18n } = useTranslation();
  const showError = useShowError();
  const keep = useKeep(type.name, field.name, sort);
  const [moves, setMoves] = useState<ReadonlyMap<string, Move>>(new Map());
  const [question, setQuestion] = useState<Question>();

  const begin = (move: Move) => setMoves((all) => new Map(all).set(move.entry.record.id, move));
  const end = ({ entry }: Move) =>
    setMoves((all) => new Map([...all].filter(([id]) => id !== entry.record.id)));

  const undo = (move: Move, saved: RecordItem, values: Values) => {
    const { record, names } = move.entry;
    const before = Object.fromEntries(
      Object.keys(values).map((name) => [name, fieldOf(record, name) ?? null]),
    );
    const back = { entry: { record: saved, names }, from: move.to, to: move.from };
    begin(back);
    void send(back, before);
  };

  const send = async (move: Move, values: Values, offersUndo = false) => {
    const arrived = changing();
    try {
      const saved = await save(type.name, field.name, move, values);
      keep(move, saved);
      end(move);
      if (!offersUndo) return;
      const choice = field.choices?.find(({ value }) => value === move.to);
      const lane = move.to === UNSORTED ? t('board.unsorted') : label(choice?.labels, i18n.language, move.to);
      showToast(t('board.moved', { name: nameOf(saved), lane }), {
        text: t('common.undo'),
        run: () => undo(move, saved, values),
      });
    } catch (error) {
      const missing = missingFields(type, error).filter(({ name }) => name !== field.name);
      if (missing.length > 0 && error instanceof ApiError) {
        setQuestion({
          move,
          fields: missing,
          values: { ...move.entry.record.fields, ...values },
          errors: error.fields,
        });
        return;
      }
      end(move);
      showError(error);
      keep(move);
    } finally {
      arrived();
    }
  };

  const start = (entry: Entry, from: string, to: string) => {
    if (from === to || moves.has(entry.record.id)) return;
    const move = { entry, from, to };
    begin(move);
    const lost = field.choices?.find(({ value }) => value === to)?.outcome === 'lost';
    if (lost && reason) {
      setQuestion({ move, fields: [reason], values: entry.record.fields, errors: {} });
    } else {
      void send(move, {}, true);
    }
  };
  const latest = useRef(start);
  latest.current = start;

  return {
    moves,
    question,
    start: useCallback((entry: Entry, from: string, to: string) => latest.current(entry, from, to), []),
    answer: (values: Values) => {
      if (question) void send(question.move, values, true);
      setQuestion(undefined);
    },
    cancel: () => {
      if (question) end(question.move);
      setQuestion(undefined);
    },
  };
}

/** Saves a move. A change of other fields meanwhile is no conflict; a change of the lane is one. */
async function save(type: string, field: string, move: Move, values: Values): Promise<RecordItem> {
  const { record } = move.entry;
  const fields = { ...values, [field]: move.to === UNSORTED ? null : move.to };
  try {
    return await recordCalls.edit(type, record.id, fields, record.version);
  } catch (error) {
    const current = error instanceof ApiError && error.kind === 'conflict' ? error.current : undefined;
    if (!current || !sameValue(fieldOf(current, field), move.from)) throw error;
    return recordCalls.edit(type, record.id, fields, current.version);
  }
}

/** Fields the office wants filled in, as far as the reader may fill them in. */
function missingFields(type: ElementType, error: unknown): FieldDefinition[] {
  if (!(error instanceof ApiError) || error.kind !== 'invalid') return [];
  return type.fields.filter(({ name, right }) => name in error.fields && right === 'edit');
}

/** Puts a saved record into the lane it moved to, and reads again what a move changes. */
function useKeep(type: string, field: string, sort: string) {
  const queries = useQueryClient();
  return (move: Move, saved?: RecordItem) => {
    const { record, names } = move.entry;
    const lane = (value: string) => ({ queryKey: [...recordKeys.lists(type), 'lane', field, value] });
    if (saved) {
      const entry = { record: { ...record, ...saved }, names: { ...names, ...saved.names } };
      queries.setQueriesData<Pages>(lane(move.from), (pages) => without(pages, record.id));
      queries.setQueriesData<Pages>(lane(move.to), (pages) =>
        withPlaced(without(pages, record.id), entry, sort),
      );
    }
    const one = recordKeys.one(type, record.id);
    if (saved) {
      queries.setQueryData<RecordItem>(
        one,
        (card) => card && { ...card, ...saved, names: { ...card.names, ...saved.names } },
      );
    }
    void queries.invalidateQueries({ queryKey: recordKeys.lists(type) });
    void queries.invalidateQueries({ queryKey: laneSumsKey(type) });
    void queries.invalidateQueries({ queryKey: one });
  };
}
