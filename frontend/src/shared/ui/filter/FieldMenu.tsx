import { Button, Combobox, useCombobox } from '@mantine/core';
import { IconFilter, IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDefinition, Join } from '../../api';
import { label as ownLabel } from '../../i18n';
import { useKeys } from '../../keys';
import { fieldsFound } from './fieldsFound';
import classes from './filter.module.css';

interface FieldMenuProps {
  fields: FieldDefinition[];
  onPick: (field: FieldDefinition, nested: Join | undefined) => void;
  /** The kind of group that may be begun here instead of a chip. */
  nested?: Join | undefined;
  /** Shows a plus only, with this as its name. */
  small?: boolean;
  /** Opens by the key for filters. */
  keyed?: boolean;
  label?: string;
}

// No field is called so.
const GROUP = '+';

/** Chooses the field of a new chip, by arrow keys, mouse or by typing a part of its name. */
export function FieldMenu({ fields, onPick, nested, small = false, keyed = false, label }: FieldMenuProps) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState('');
  const [grouping, setGrouping] = useState(false);
  const menu = useCombobox({
    onDropdownOpen: () => menu.focusSearchInput(),
    onDropdownClose: () => {
      menu.resetSelectedOption();
      setText('');
      setGrouping(false);
    },
  });
  useKeys({ filter: keyed && (() => menu.openDropdown()) });
  const found = fieldsFound(fields, i18n.language, text);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed decides which option Enter takes
  useEffect(() => {
    if (text !== '') menu.selectFirstOption();
  }, [text]);

  const handleSubmit = (name: string) => {
    if (name === GROUP) {
      setGrouping(true);
      setText('');
      menu.resetSelectedOption();
      menu.focusSearchInput();
      return;
    }
    const field = fields.find((candidate) => candidate.name === name);
    menu.closeDropdown();
    if (field) onPick(field, grouping ? nested : undefined);
  };

  return (
    <Combobox
      store={menu}
      width={250}
      position="bottom-start"
      shadow="md"
      transitionProps={{ duration: 80 }}
      onOptionSubmit={handleSubmit}
    >
      <Combobox.Target targetType="button" withAriaAttributes={false}>
        {small ? (
          <Button
            variant="subtle"
            color="gray"
            px={6}
            size="compact-xs"
            aria-label={label}
            aria-haspopup="listbox"
            aria-expanded={menu.dropdownOpened}
            onClick={() => menu.toggleDropdown()}
          >
            <IconPlus size={13} />
          </Button>
        ) : (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconFilter size={15} stroke={1.6} />}
            aria-haspopup="listbox"
            aria-expanded={menu.dropdownOpened}
            onClick={() => menu.toggleDropdown()}
            data-testid="add-filter"
          >
            {t('filter.add')}
          </Button>
        )}
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={text}
          placeholder={t('filter.find_field')}
          aria-label={t('filter.find_field')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {grouping && (
          <div className={classes.grouping}>{t(nested === 'or' ? 'filter.any_of' : 'filter.all_of')}</div>
        )}
        <Combobox.Options key={String(grouping)} className={classes.scroll} aria-label={t('filter.field')}>
          {found.map((field) => (
            <Combobox.Option key={field.name} value={field.name}>
              {ownLabel(field.labels, i18n.language, field.name)}
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{t('common.nothing_found')}</Combobox.Empty>}
          {nested && !grouping && text === '' && (
            <Combobox.Option value={GROUP} className={classes.nested}>
              {t(nested === 'or' ? 'filter.any_of_more' : 'filter.all_of_more')}
            </Combobox.Option>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
