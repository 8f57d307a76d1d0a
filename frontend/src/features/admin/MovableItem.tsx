import { ActionIcon, Button, Group, Menu, Modal, Select, Stack } from '@mantine/core';
import { IconDots, IconGripVertical } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type PointerEvent as PointerStart, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resources } from '@/shared/api';
import { showToast, useShowError } from '@/shared/ui';
import classes from './admin.module.css';
import type { Editable } from './ResourceForm';
import { placesFor, type TreeItem, withBelow } from './tree';

/** Puts an item below another one, or at the top, and lets that be taken back. */
export function useMove(name: Editable, items: TreeItem[]) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();
  const put = async (item: TreeItem, parent: string | null) => {
    try {
      await resources.edit(name, item.id, { parent_id: parent } as never);
      await queries.invalidateQueries({ queryKey: ['resource', name] });
      void queries.invalidateQueries({ queryKey: ['structure'] });
      return true;
    } catch (error) {
      showError(error);
      return false;
    }
  };
  return async (item: TreeItem, parent: string | null) => {
    const before = item.parent_id ?? null;
    if (before === parent || !(await put(item, parent))) return;
    const above = items.find(({ id }) => id === parent)?.name ?? t('admin.top_level');
    showToast(t('admin.moved', { name: item.name, above }), {
      text: t('common.undo'),
      run: () => void put(item, before),
    });
  };
}

interface MovableItemProps {
  item: TreeItem;
  items: TreeItem[];
  move: ((parent: string | null) => void) | undefined;
  children: ReactNode;
}

/** A row of a tree: dragged by its handle onto what it shall stand below, or moved by its menu. */
export function MovableItem({ item, items, move, children }: MovableItemProps) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  if (!move) return <li>{children}</li>;
  return (
    <li className={classes.movable} data-tree={item.id}>
      <span
        className={classes.grip}
        aria-hidden="true"
        data-testid={`grip-${item.name}`}
        onPointerDown={(event) => drag(event, items, item, move)}
      >
        <IconGripVertical size={14} stroke={1.6} />
      </span>
      {children}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon className={classes.more} size={24} aria-label={t('admin.actions', { name: item.name })}>
            <IconDots size={14} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={placesFor(items, item).length === 0} onClick={() => setAsks(true)}>
            {t('admin.move_below')}
          </Menu.Item>
          <Menu.Item disabled={!item.parent_id} onClick={() => move(null)}>
            {t('admin.move_top')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asks && <MoveDialog item={item} items={items} onClose={() => setAsks(false)} onMove={move} />}
    </li>
  );
}

interface MoveDialogProps {
  item: TreeItem;
  items: TreeItem[];
  onClose: () => void;
  onMove: (parent: string) => void;
}

function MoveDialog({ item, items, onClose, onMove }: MoveDialogProps) {
  const { t } = useTranslation();
  const [to, setTo] = useState<string | null>(null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('admin.move_title', { name: item.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (to !== null) onMove(to);
          onClose();
        }}
      >
        <Stack gap="md">
          <Select
            label={t('admin.parent_department')}
            searchable
            data-autofocus
            data={placesFor(items, item).map(({ id, name }) => ({ value: id, label: name }))}
            value={to}
            onChange={setTo}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" disabled={to === null}>
              {t('admin.move')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Follows the pointer until it is let go over another row, or over the list itself, which is the top. */
function drag(
  event: PointerStart<HTMLElement>,
  items: TreeItem[],
  item: TreeItem,
  move: (parent: string | null) => void,
) {
  if (event.button !== 0) return;
  event.preventDefault();
  const list = event.currentTarget.closest('ul');
  const barred = withBelow(items, item.id);
  const mark = (row: Element | null | undefined) => {
    for (const marked of list?.querySelectorAll('[data-over]') ?? []) marked.removeAttribute('data-over');
    row?.setAttribute('data-over', '');
  };
  const under = ({ clientX, clientY }: PointerEvent) => {
    const row = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-tree]');
    return row && !barred.has(row.dataset.tree ?? '') ? row : undefined;
  };
  const end = (drop?: PointerEvent) => {
    controller.abort();
    mark(undefined);
    list?.removeAttribute('data-dragging');
    if (!drop) return;
    const row = under(drop);
    const overList = document.elementFromPoint(drop.clientX, drop.clientY) === list;
    if (row) move(row.dataset.tree ?? null);
    else if (overList) move(null);
  };
  const controller = new AbortController();
  const { signal } = controller;
  list?.setAttribute('data-dragging', '');
  window.addEventListener('pointermove', (moved) => mark(under(moved)), { signal });
  window.addEventListener('pointerup', end, { signal });
  window.addEventListener('pointercancel', () => end(), { signal });
  window.addEventListener(
    'keydown',
    (pressed) => {
      if (pressed.key === 'Escape') end();
    },
    { signal },
  );
}
