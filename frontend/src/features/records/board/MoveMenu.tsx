import { Menu, Modal, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Choice, FieldDefinition } from '@/shared/api';
import { label } from '@/shared/i18n';
import { ChoiceDot } from '@/shared/ui';
import { Anchor } from './Anchor';
import type { Entry } from './pages';
import type { Pipeline } from './pipelines';

export interface OpenMenu {
  entry: Entry;
  lane: string;
  /** The button it was opened by. */
  button: HTMLElement;
}

interface MoveMenuProps {
  menu: OpenMenu;
  field: FieldDefinition;
  title: string;
  laneName: (value: string) => string;
  pipeline: Pipeline | undefined;
  onMove: (to: string) => void;
  onPipeline: (to: string) => void;
  onClose: () => void;
}

/** Of more lanes one finds by typing. */
const LISTED = 15;

/** The one menu of all cards: the lanes a card can be moved to. Of many lanes it is a field to find one in. */
export function MoveMenu(props: MoveMenuProps) {
  const { menu, field, pipeline, onClose } = props;
  const elsewhere =
    pipeline?.field.right === 'edit'
      ? (pipeline.field.choices ?? []).filter(({ value }) => value !== pipeline.value)
      : [];
  const lanes = (field.choices ?? []).filter(({ value }) => value !== menu.lane);
  const close = () => {
    onClose();
    menu.button.focus();
  };
  const Shown = lanes.length > LISTED ? Finder : Listed;
  return <Shown {...props} lanes={lanes} elsewhere={elsewhere} onClose={close} />;
}

type ShownProps = MoveMenuProps & { lanes: Choice[]; elsewhere: Choice[] };

function Listed(props: ShownProps) {
  const { menu, field, title, laneName, lanes, elsewhere, onMove, onPipeline, onClose } = props;
  const { t, i18n } = useTranslation();
  return (
    <Menu opened onClose={onClose} position="bottom-end" returnFocus={false} trapFocus>
      <Menu.Target>
        <Anchor rect={menu.button.getBoundingClientRect()} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('board.move_menu', { name: title })}>
        <Menu.Label>{t('board.move_to')}</Menu.Label>
        {lanes.map(({ value }) => (
          <Menu.Item
            key={value}
            leftSection={<ChoiceDot field={field} value={value} />}
            onClick={() => onMove(value)}
          >
            {laneName(value)}
          </Menu.Item>
        ))}
        {elsewhere.length > 0 && <Menu.Label>{t('board.move_to_pipeline')}</Menu.Label>}
        {elsewhere.map(({ value, labels }) => (
          <Menu.Item key={value} onClick={() => onPipeline(value)}>
            {label(labels, i18n.language, value)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const LANE = 'lane ';
const PIPELINE = 'pipeline ';

function Finder({ title, laneName, lanes, elsewhere, onMove, onPipeline, onClose }: ShownProps) {
  const { t, i18n } = useTranslation();
  const choose = (value: string | null) => {
    if (!value) return;
    onClose();
    // The card takes the focus in its new lane, which it cannot while the dialog holds it.
    setTimeout(() => {
      if (value.startsWith(PIPELINE)) onPipeline(value.slice(PIPELINE.length));
      else onMove(value.slice(LANE.length));
    });
  };
  const groups = [
    {
      group: t('board.move_to'),
      items: lanes.map(({ value }) => ({ value: LANE + value, label: laneName(value) })),
    },
    {
      group: t('board.move_to_pipeline'),
      items: elsewhere.map(({ value, labels }) => ({
        value: PIPELINE + value,
        label: label(labels, i18n.language, value),
      })),
    },
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('board.move_menu', { name: title })}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Select
        label={t('board.find_lane')}
        data={groups.filter(({ items }) => items.length > 0)}
        value={null}
        searchable
        selectFirstOptionOnChange
        nothingFoundMessage={t('common.nothing_found')}
        maxDropdownHeight={320}
        // The first that fits is taken by Enter, however soon after the last letter: it has to be there by then.
        comboboxProps={{ keepMounted: true }}
        onChange={choose}
        data-autofocus
      />
    </Modal>
  );
}
