import { Button, Checkbox, Popover } from '@mantine/core';
import { IconColumns3, IconGripVertical, IconPin, IconPinFilled } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDefinition } from '@/shared/api';
import { label } from '@/shared/i18n';
import { iconic } from '@/shared/ui';
import { moved, namedColumns, type ShownColumn, widthOf } from './columns';
import classes from './list.module.css';
import { boundedWidth, type Look } from './look';

interface ColumnsMenuProps {
  fields: FieldDefinition[];
  columns: ShownColumn[];
  pinned: number;
  onChange: (part: Partial<Look>) => void;
}

/** Which columns a list shows, in which order and width, and how many stay when the others are scrolled. */
export function ColumnsMenu(props: ColumnsMenuProps) {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          className={iconic}
          leftSection={<IconColumns3 size={15} stroke={1.6} />}
          data-testid="columns"
        >
          {t('list.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('list.columns')}>
        <div className={classes.scroll}>
          <Chosen {...props} />
          <Others {...props} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

const ROW_HEIGHT = 30;
const WIDER_BY = 20;

/** The columns on screen: dragged by their handle, or moved and widened from it by arrows. */
function Chosen({ columns, pinned, onChange }: ColumnsMenuProps) {
  const { t, i18n } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<number>();
  const put = (next: ShownColumn[]) => onChange({ columns: namedColumns(next) });
  const move = (from: number, to: number) => {
    const bounded = Math.min(columns.length - 1, Math.max(1, to));
    if (from !== bounded) put(moved(columns, from, bounded));
    return bounded;
  };
  const handleKey = (event: KeyboardEvent, at: number) => {
    const column = columns[at];
    const rows = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const wider = { ArrowLeft: -WIDER_BY, ArrowRight: WIDER_BY }[event.key];
    if (!column || (rows === undefined && wider === undefined)) return;
    event.preventDefault();
    if (rows !== undefined && at > 0) {
      const to = move(at, at + rows);
      requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-handle]')[to]?.focus());
    }
    if (wider !== undefined) put(columns.with(at, { ...column, width: boundedWidth(column.width + wider) }));
  };
  const handleDrag = (event: PointerEvent) => {
    if (dragged === undefined || !list.current) return;
    const to = Math.floor((event.clientY - list.current.getBoundingClientRect().top) / ROW_HEIGHT);
    setDragged(move(dragged, to));
  };
  return (
    <div ref={list} data-testid="columns-chosen">
      {columns.map(({ field, width }, at) => {
        const name = label(field.labels, i18n.language, field.name);
        return (
          <div key={field.name} className={classes.column} data-dragged={dragged === at || undefined}>
            <button
              type="button"
              data-handle
              className={classes.handle}
              aria-label={t('list.column_place', { name, place: at + 1, width })}
              title={t('list.column_keys')}
              onKeyDown={(event) => handleKey(event, at)}
              onPointerDown={(event) => {
                if (at === 0) return;
                event.currentTarget.setPointerCapture(event.pointerId);
                setDragged(at);
              }}
              onPointerMove={handleDrag}
              onPointerUp={() => setDragged(undefined)}
              onPointerCancel={() => setDragged(undefined)}
            >
              <IconGripVertical size={14} stroke={1.6} aria-hidden="true" />
            </button>
            <Checkbox
              className={classes.columnName}
              label={name}
              checked
              disabled={at === 0}
              onChange={() => put(columns.toSpliced(at, 1))}
            />
            <PinButton name={name} at={at} pinned={pinned} onPin={(count) => onChange({ pinned: count })} />
          </div>
        );
      })}
    </div>
  );
}

interface PinButtonProps {
  name: string;
  at: number;
  pinned: number;
  onPin: (count: number) => void;
}

/** Pins a column together with all before it. */
function PinButton({ name, at, pinned, onPin }: PinButtonProps) {
  const { t } = useTranslation();
  const on = at < pinned;
  const text = t(on ? 'list.unpin' : 'list.pin', { name });
  return (
    <button
      type="button"
      className={classes.handle}
      data-on={on || undefined}
      disabled={at === 0}
      aria-pressed={on}
      aria-label={text}
      title={text}
      onClick={() => onPin(on ? at : at + 1)}
    >
      {on ? <IconPinFilled size={14} /> : <IconPin size={14} stroke={1.6} />}
    </button>
  );
}

function Others({ fields, columns, onChange }: ColumnsMenuProps) {
  const { i18n } = useTranslation();
  const others = fields.filter((field) => !columns.some((column) => column.field.name === field.name));
  return others.map((field) => (
    <div key={field.name} className={classes.column}>
      <span className={classes.handle} />
      <Checkbox
        className={classes.columnName}
        label={label(field.labels, i18n.language, field.name)}
        checked={false}
        onChange={() => onChange({ columns: namedColumns([...columns, { field, width: widthOf(field) }]) })}
      />
    </div>
  ));
}
