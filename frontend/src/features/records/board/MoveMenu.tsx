import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldDefinition } from '@/shared/api';
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

/** The one menu of all cards: the lanes a card can be moved to. */
export function MoveMenu({
  menu,
  field,
  title,
  laneName,
  pipeline,
  onMove,
  onPipeline,
  onClose,
}: MoveMenuProps) {
  const { t, i18n } = useTranslation();
  const elsewhere =
    pipeline?.field.right === 'edit'
      ? (pipeline.field.choices ?? []).filter(({ value }) => value !== pipeline.value)
      : [];
  const close = () => {
    onClose();
    menu.button.focus();
  };
  return (
    <Menu opened onClose={close} position="bottom-end" returnFocus={false} trapFocus>
      <Menu.Target>
        <Anchor rect={menu.button.getBoundingClientRect()} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('board.move_menu', { name: title })}>
        <Menu.Label>{t('board.move_to')}</Menu.Label>
        {(field.choices ?? [])
          .filter(({ value }) => value !== menu.lane)
          .map(({ value }) => (
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
