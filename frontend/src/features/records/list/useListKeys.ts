import type { RefObject } from 'react';
import type { ElementType, RecordItem } from '@/shared/api';
import { useKeys } from '@/shared/keys';
import { fieldOf, type GridControl } from '@/shared/ui';
import { nextLane, pipelineOf, UNSORTED } from '../board/lanes';
import type { Peek } from '../peek/PeekPanel';
import type { BulkDialogKind } from './bulk';
import type { ShownColumn } from './columns';
import type { CellChange } from './useCellSave';
import { lockOn } from './useGridColumns';
import type { Selection } from './useSelection';

interface ListKeysOptions {
  type: ElementType;
  columns: ShownColumn[];
  /** Undefined while there is no list to work on, as in the bin. */
  control: RefObject<GridControl<RecordItem> | null> | undefined;
  selected: Selection;
  /** Id of the record beside the list. */
  peeked: string | undefined;
  onPeek: Peek;
  onDialog: (kind: BulkDialogKind) => void;
  onRemove: (records: RecordItem[]) => void;
  onSave: (change: CellChange) => void;
}

/** The keys of a list: they act on the marked records, or else on the one under the cursor. */
export function useListKeys(options: ListKeysOptions): void {
  const { type, control, selected, peeked, onPeek, onDialog, onRemove } = options;
  const can = control ? type.can : {};
  const peek = () => {
    const id = control?.current?.row()?.id;
    if (id !== undefined) onPeek(id === peeked ? undefined : id);
  };
  const write = (kind: 'note' | 'task' | 'message') => () => {
    const id = control?.current?.row()?.id;
    if (id !== undefined) onPeek(id, kind);
  };
  const remove = () => {
    const row = control?.current?.row();
    if (selected.size > 0) onRemove([...selected.values()]);
    else if (row && document.activeElement?.matches('[role="grid"]')) onRemove([row]);
  };
  useKeys({
    peek: control !== undefined && peek,
    panel: control !== undefined && (peeked === undefined ? peek : () => onPeek(undefined)),
    edit_field:
      (can.mass_edit || can.edit) === true &&
      (() => {
        if (selected.size === 0) control?.current?.edit();
        else if (can.mass_edit) onDialog('field');
      }),
    assign:
      can.transfer === true &&
      (() => {
        if (selected.size === 0) control?.current?.mark();
        onDialog('responsible');
      }),
    remove: can.delete === true && remove,
    ...useStageKeys(options),
  });
  // A record that is open beside the list has these keys for itself.
  const notes = { note: write('note'), task: write('task'), message: write('message') };
  useKeys(control && type.comments ? notes : {}, true);
}

/** Stage back and forward of the row under the cursor, where the list shows the stage. */
function useStageKeys({ type, columns, control, onSave }: ListKeysOptions) {
  const stage = pipelineOf(type);
  const shown = columns.some(({ field }) => field.name === stage?.name);
  if (!control || !stage || !shown) return {};
  const go = (by: 1 | -1) => () => {
    const record = control.current?.row();
    if (!record || lockOn(record, stage) !== undefined) return;
    const to = nextLane(stage, String(fieldOf(record, stage.name) ?? UNSORTED), by);
    if (to !== undefined) onSave({ record, field: stage, value: to, names: {} });
  };
  return { stage_back: go(-1), stage_forward: go(1) };
}
