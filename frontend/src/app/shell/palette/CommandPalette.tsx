import { Modal, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keycaps } from '@/shared/ui';
import classes from './CommandPalette.module.css';
import type { FrameActions } from './useCommands';
import { useEntries } from './useEntries';

interface CommandPaletteProps extends FrameActions {
  opened: boolean;
  onClose: () => void;
}

/** One box over everything: records, pages, commands, settings. */
export function CommandPalette({ opened, ...props }: CommandPaletteProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      withCloseButton={false}
      padding={0}
      size={600}
      yOffset="12vh"
      centered={false}
      attributes={{ content: { 'aria-label': t('shell.search') } }}
    >
      <Palette {...props} />
    </Modal>
  );
}

function Palette({ onClose, ...actions }: Omit<CommandPaletteProps, 'opened'>) {
  const { t } = useTranslation();
  const listId = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { entries, searching } = useEntries(text, actions);
  const list = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text starts again at the top
  useEffect(() => setActive(0), [text]);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const run = (index: number) => {
    const entry = entries[index];
    if (!entry) return;
    onClose();
    entry.run();
  };
  const handleKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      setActive((active + step + entries.length) % entries.length);
    }
    if (event.key === 'Enter') run(active);
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
          aria-describedby={`${listId}-prefixes`}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={entries[active] ? `${listId}-${active}` : undefined}
          data-autofocus
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={t('shell.results')} className={classes.list}>
        {entries.map((entry, index) => (
          <div key={entry.id} role="presentation">
            {entry.group !== entries[index - 1]?.group && <div className={classes.group}>{entry.group}</div>}
            <UnstyledButton
              id={`${listId}-${index}`}
              data-index={index}
              role="option"
              aria-selected={index === active}
              tabIndex={-1}
              className={classes.entry}
              onClick={() => run(index)}
              onMouseMove={() => setActive(index)}
            >
              {entry.icon}
              <span className={classes.text}>{entry.text}</span>
              {entry.detail && <span className={classes.detail}>{entry.detail}</span>}
              {entry.keys && <Keycaps id={entry.keys} />}
            </UnstyledButton>
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <div className={classes.none} role="status">
          {searching ? t('common.loading') : t('common.nothing_found')}
        </div>
      )}
      <div id={`${listId}-prefixes`} className={classes.prefixes}>
        {(['commands', 'employees', 'number'] as const).map((scope) => (
          <span key={scope}>{t(`palette.prefixes.${scope}`)}</span>
        ))}
      </div>
    </div>
  );
}
