import { Modal, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconId, IconSearch, IconSettings, IconUserCog } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type SearchHit, useMayAdminister, useTypes, withQuery } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import { TypeIcon, useListedTypes } from '@/shared/ui';
import classes from './CommandPalette.module.css';

interface Entry {
  key: string;
  group: string;
  text: string;
  detail?: string | undefined;
  icon: ReactNode;
  open: () => void;
}

const SEARCH_AFTER_MS = 120;

interface CommandPaletteProps {
  opened: boolean;
  onClose: () => void;
}

export function CommandPalette({ opened, onClose }: CommandPaletteProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={560}
      yOffset="12vh"
      centered={false}
      attributes={{ content: { 'aria-label': t('shell.search') } }}
    >
      <Palette onClose={onClose} />
    </Modal>
  );
}

function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const listId = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { entries, searching } = useEntries(text, onClose);
  const list = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text starts again at the top
  useEffect(() => setActive(0), [text]);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const handleKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      setActive((active + step + entries.length) % entries.length);
    }
    if (event.key === 'Enter') entries[active]?.open();
  };

  return (
    <div>
      <div className={classes.head}>
        <IconSearch size={16} stroke={1.7} aria-hidden="true" />
        <input
          className={classes.input}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={handleKey}
          placeholder={t('shell.search_hint')}
          aria-label={t('shell.search')}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={entries[active] ? `${listId}-${active}` : undefined}
          data-autofocus
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={t('shell.results')} className={classes.list}>
        {entries.map((entry, index) => (
          <div key={entry.key} role="presentation">
            {entry.group !== entries[index - 1]?.group && <div className={classes.group}>{entry.group}</div>}
            <UnstyledButton
              id={`${listId}-${index}`}
              data-index={index}
              role="option"
              aria-selected={index === active}
              tabIndex={-1}
              className={classes.entry}
              onClick={entry.open}
              onMouseMove={() => setActive(index)}
            >
              {entry.icon}
              <span className={classes.text}>{entry.text}</span>
              {entry.detail && <span className={classes.detail}>{entry.detail}</span>}
            </UnstyledButton>
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <div className={classes.none} role="status">
          {searching ? t('common.loading') : t('common.nothing_found')}
        </div>
      )}
    </div>
  );
}

function useEntries(text: string, onClose: () => void): { entries: Entry[]; searching: boolean } {
  const { t, i18n } = useTranslation();
  const [query] = useDebouncedValue(text.trim(), SEARCH_AFTER_MS);
  const types = useTypes();
  const places = usePlaces(onClose).filter((place) => matches(place.text, text));
  const navigate = useNavigate();
  const found = useQuery({
    queryKey: ['search', query],
    queryFn: ({ signal }) => api.get<{ items: SearchHit[] }>(withQuery('/api/search', { q: query }), signal),
    enabled: query !== '',
    placeholderData: keepPreviousData,
  });
  const hits = text.trim() === '' ? [] : (found.data?.items ?? []);
  const records = hits.map((hit): Entry => {
    const type = types.find((candidate) => candidate.name === hit.type);
    return {
      key: `${hit.type}/${hit.id}`,
      group: typeLabel(type, i18n.language, 'many') || hit.type,
      text: hit.name || t('record.unnamed'),
      detail: hit.matched?.find((match) => match.field !== 'name')?.text,
      icon: <TypeIcon type={type} />,
      open: () => {
        onClose();
        void navigate({ to: '/t/$type/$id', params: { type: hit.type, id: hit.id } });
      },
    };
  });
  return { entries: [...places, ...records], searching: found.isFetching || query !== text.trim() };
}

function usePlaces(onClose: () => void): Entry[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const mayAdminister = useMayAdminister();
  const group = t('shell.go_to');
  const go = (run: () => void) => () => {
    onClose();
    run();
  };
  const lists = useListedTypes().map(
    (type): Entry => ({
      key: `list/${type.name}`,
      group,
      text: typeLabel(type, i18n.language, 'many'),
      icon: <TypeIcon type={type} />,
      open: go(() => void navigate({ to: '/t/$type', params: { type: type.name }, search: {} })),
    }),
  );
  const pages: Entry[] = [
    {
      key: 'employees',
      group,
      text: t('employees.title'),
      icon: <IconId size={17} stroke={1.6} />,
      open: go(() => void navigate({ to: '/employees' })),
    },
    {
      key: 'settings',
      group,
      text: t('settings.title'),
      icon: <IconUserCog size={17} stroke={1.6} />,
      open: go(() => void navigate({ to: '/settings' })),
    },
  ];
  const administration: Entry = {
    key: 'admin',
    group,
    text: t('admin.title'),
    icon: <IconSettings size={17} stroke={1.6} />,
    open: go(() => void navigate({ to: '/admin' })),
  };
  return [...lists, ...pages, ...(mayAdminister ? [administration] : [])];
}

function matches(name: string, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return wanted === '' || name.toLowerCase().includes(wanted);
}
