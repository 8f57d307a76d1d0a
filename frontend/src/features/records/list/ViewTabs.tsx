import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconChevronDown,
  IconDeviceFloppy,
  IconPencil,
  IconPlus,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SavedView, viewCalls, viewsQuery } from '@/shared/api';
import { useKeys } from '@/shared/keys';
import { showToast, useShowError } from '@/shared/ui';
import { lookOfView, toViewLook } from './look';
import type { ListState } from './useListState';
import { ViewDialog } from './ViewDialog';
import classes from './views.module.css';

interface ViewTabsProps {
  type: string;
  state: ListState;
}

/** The ways one looks at a list: all of it, one's own views and those others share. */
export function ViewTabs({ type, state }: ViewTabsProps) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<SavedView | 'new'>();
  const { view, views, changed, needsSaving } = state;
  const save = useSave(type, state);
  const saves = view?.can && (changed || needsSaving);
  useKeys({ save: (changed || saves) && (view?.can ? () => void save() : () => setDialog('new')) });
  return (
    <>
      <nav className={classes.tabs} aria-label={t('views.title')} data-testid="views">
        <Tab name={t('views.all')} current={!view} onOpen={() => state.openView(undefined)} />
        {views.map((each) => (
          <Tab
            key={each.id}
            name={each.name}
            current={each.id === view?.id}
            changed={each.id === view?.id && changed}
            shared={!each.mine || each.with.length > 0}
            title={each.mine ? each.name : t('views.of', { name: each.name, owner: each.owner.name })}
            onOpen={() => state.openView(each.id)}
          />
        ))}
      </nav>
      <div className={classes.actions}>
        {saves && (
          <Button variant="subtle" onClick={() => void save()} data-testid="save-view">
            {t('common.save')}
          </Button>
        )}
        {changed && !view?.can && (
          <Button variant="subtle" onClick={() => setDialog('new')} data-testid="save-view-as">
            {t('views.save_as')}
          </Button>
        )}
        {changed && (
          <Button variant="subtle" color="gray" onClick={state.reset} data-testid="reset-view">
            {t('views.reset')}
          </Button>
        )}
        <ViewMenu type={type} state={state} onDialog={setDialog} />
      </div>
      {dialog && (
        <ViewDialog
          type={type}
          view={dialog === 'new' ? undefined : dialog}
          look={state.look}
          onSaved={(saved) => dialog === 'new' && state.openView(saved.id)}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  );
}

interface TabProps {
  name: string;
  current: boolean;
  changed?: boolean;
  shared?: boolean;
  title?: string;
  onOpen: () => void;
}

function Tab({ name, current, changed, shared, title, onOpen }: TabProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={classes.tab}
      aria-current={current ? 'page' : undefined}
      title={title}
      onClick={onOpen}
    >
      {shared && <IconUsers size={13} stroke={1.6} aria-label={t('views.shared')} role="img" />}
      <span className={classes.name}>{name}</span>
      {changed && (
        <span role="img" aria-label={t('views.changed')} title={t('views.changed')}>
          *
        </span>
      )}
    </button>
  );
}

interface ViewMenuProps extends ViewTabsProps {
  onDialog: (dialog: SavedView | 'new') => void;
}

function ViewMenu({ type, state, onDialog }: ViewMenuProps) {
  const { t } = useTranslation();
  const { view } = state;
  const remove = useRemove(type, state);
  if (!view) {
    return (
      <ActionIcon aria-label={t('views.save_as')} title={t('views.save_as')} onClick={() => onDialog('new')}>
        <IconPlus size={15} stroke={1.7} />
      </ActionIcon>
    );
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon aria-label={t('views.menu', { name: view.name })} data-testid="view-menu">
          <IconChevronDown size={15} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconDeviceFloppy size={15} stroke={1.6} />} onClick={() => onDialog('new')}>
          {t('views.save_as')}
        </Menu.Item>
        {view.can && (
          <>
            <Menu.Item leftSection={<IconPencil size={15} stroke={1.6} />} onClick={() => onDialog(view)}>
              {t('views.rename')}
            </Menu.Item>
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} stroke={1.6} />}
              onClick={() => void remove(view)}
            >
              {t('views.remove')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Keeps the list as it stands in the open view. */
function useSave(type: string, state: ListState): () => Promise<void> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();
  return async () => {
    if (!state.view) return;
    try {
      const saved = await viewCalls.change(state.view, { look: toViewLook(state.look) });
      queries.setQueryData(viewsQuery(type).queryKey, (views) =>
        views?.map((view) => (view.id === saved.id ? saved : view)),
      );
      state.openView(saved.id);
      showToast(t('views.saved', { name: saved.name }));
    } catch (error) {
      showError(error);
      await queries.invalidateQueries({ queryKey: viewsQuery(type).queryKey });
    }
  };
}

/** Removes a view; Undo makes it anew, as it was. */
function useRemove(type: string, state: ListState): (view: SavedView) => Promise<void> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();
  const refresh = () => queries.invalidateQueries({ queryKey: viewsQuery(type).queryKey });
  const restore = async (view: SavedView) => {
    try {
      await viewCalls.create(type, {
        name: view.name,
        with: view.with.map(({ kind, id }) => ({ kind, id })),
        look: toViewLook(lookOfView(view)),
      });
      await refresh();
    } catch (error) {
      showError(error);
    }
  };
  return async (view) => {
    try {
      await viewCalls.remove(view);
      state.openView(undefined);
      showToast(t('common.removed', { name: view.name }), {
        text: t('common.undo'),
        run: () => void restore(view),
      });
    } catch (error) {
      showError(error);
    }
    await refresh();
  };
}
