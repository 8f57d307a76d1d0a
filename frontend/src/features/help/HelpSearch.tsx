import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenPage } from './HelpArticle';
import classes from './help.module.css';
import type { HelpText } from './manual';
import { type Finding, findIn, marked } from './search';

interface HelpSearchProps {
  manual: HelpText[];
  text: string;
  onText: (text: string) => void;
  onOpen: OpenPage;
}

/** Looks for words in all pages; arrows choose among what was found, Enter opens it. */
export function HelpSearch({ manual, text, onText, onOpen }: HelpSearchProps) {
  const { t } = useTranslation();
  const listId = useId();
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = findIn(manual, text);
  const asked = text.trim() !== '';

  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const open = ({ page, anchor }: Finding) => {
    onText('');
    onOpen(page, anchor);
  };
  const handleKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[active];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setActive((active + step + found.length) % found.length);
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      open(chosen);
    } else if (event.key === 'Escape' && asked) {
      event.stopPropagation();
      onText('');
    }
  };

  return (
    <div className={classes.search}>
      <TextInput
        type="search"
        leftSection={<IconSearch size={14} stroke={1.7} />}
        placeholder={t('help.search')}
        aria-label={t('help.search')}
        value={text}
        onChange={(event) => {
          setActive(0);
          onText(event.currentTarget.value);
        }}
        onKeyDown={handleKey}
        role="combobox"
        aria-expanded={asked && found.length > 0}
        aria-controls={listId}
        aria-activedescendant={asked && found[active] ? `${listId}-${active}` : undefined}
        data-help-search
      />
      {asked && found.length === 0 && (
        <p className={classes.none} role="status">
          {t('common.nothing_found')}
        </p>
      )}
      {asked && found.length > 0 && (
        <div ref={list} id={listId} role="listbox" aria-label={t('shell.results')} className={classes.found}>
          {found.map((finding, index) => (
            <button
              type="button"
              key={`${finding.page}#${finding.anchor}`}
              id={`${listId}-${index}`}
              data-index={index}
              role="option"
              aria-selected={index === active}
              tabIndex={-1}
              className={classes.finding}
              onClick={() => open(finding)}
              onMouseMove={() => setActive(index)}
            >
              <span className={classes.where}>
                {finding.title}
                {finding.heading && ` › ${finding.heading}`}
              </span>
              <Line line={finding.line} text={text} />
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function Line({ line, text }: { line: string; text: string }) {
  return (
    <span className={classes.line}>
      {marked(line, text).map((piece, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line have no identity
        index % 2 === 1 ? <mark key={index}>{piece}</mark> : <Fragment key={index}>{piece}</Fragment>,
      )}
    </span>
  );
}
