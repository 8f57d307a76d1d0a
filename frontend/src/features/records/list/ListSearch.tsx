import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '@/shared/keys';

interface ListSearchProps {
  value: string;
  onChange: (text: string) => void;
  /** Plural name of what is searched. */
  name: string;
}

const SEARCH_AFTER_MS = 200;

/** Search inside a list as one types; the address follows. */
export function ListSearch({ value, onChange, name }: ListSearchProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const input = useRef<HTMLInputElement>(null);
  const send = useDebouncedCallback((next: string) => {
    sent.current = next.trim();
    onChange(next.trim());
  }, SEARCH_AFTER_MS);
  useKeys({ find: () => input.current?.focus() });

  useEffect(() => {
    // The address changed elsewhere (back, clear filters), not by what is typed here.
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);

  return (
    <TextInput
      ref={input}
      w={220}
      type="search"
      value={text}
      leftSection={<IconSearch size={14} stroke={1.7} />}
      placeholder={t('list.search')}
      aria-label={t('list.search_in', { name })}
      data-testid="list-search"
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        setText('');
        send('');
        input.current?.blur();
      }}
    />
  );
}
