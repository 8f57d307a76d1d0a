import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementType, RecordItem } from '@/shared/api';
import { useKeys } from '@/shared/keys';
import { showToast, useShowError } from '@/shared/ui';
import { useBulk } from '../list/useBulk';
import type { Peek } from '../peek/PeekPanel';
import { neighbourCard } from './keys';

interface CardKeysOptions {
  type: ElementType;
  /** The record of the card that holds the focus, or held it last. */
  current: RecordItem | undefined;
  root: RefObject<HTMLElement | null>;
  peeked: string | undefined;
  onPeek: Peek;
  /** Asks who is to be responsible for a record. */
  onAssign: (record: RecordItem) => void;
}

/** Keys that act on the card that holds the focus. */
export function useCardKeys({ type, current, root, peeked, onPeek, onAssign }: CardKeysOptions): void {
  const bulk = useBulk(type.name);
  const { t } = useTranslation();
  const showError = useShowError();
  const peek = () => current && onPeek(current.id === peeked ? undefined : current.id);
  const remove = () => {
    const held = document.activeElement;
    if (!current || !(held instanceof HTMLElement) || !root.current?.contains(held)) return;
    (neighbourCard(held, 'ArrowDown') ?? neighbourCard(held, 'ArrowUp') ?? root.current).focus();
    bulk.run({ action: 'delete' }, { ids: [current.id] }).catch(showError);
  };
  const assign = () => {
    if (current?.can.transfer) onAssign(current);
    else if (current) showToast(t('list.locked_transfer'));
  };
  useKeys({
    peek,
    edit_field: type.can.edit === true && (() => current && onPeek(current.id, 'field')),
    assign: type.can.transfer === true && assign,
    panel: peeked === undefined ? peek : () => onPeek(undefined),
    remove: type.can.delete === true && remove,
  });
  const write = (kind: 'note' | 'task' | 'message') => () => current && onPeek(current.id, kind);
  useKeys({ note: write('note'), task: write('task'), message: write('message') }, true);
}
