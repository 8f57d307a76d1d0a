import { ActionIcon, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { inSentence, typeLabel } from '@/shared/i18n';
import { TypeIcon } from '@/shared/ui';
import { useCreatableTypes } from './create';

interface CreateMenuProps {
  opened: boolean;
  onOpened: (opened: boolean) => void;
  onCreate: (type: string) => void;
}

/** The plus of the top bar: everything one may make from here. */
export function CreateMenu({ opened, onOpened, onCreate }: CreateMenuProps) {
  const { t, i18n } = useTranslation();
  const types = useCreatableTypes();
  if (types.length === 0) return null;
  return (
    <Menu position="bottom-end" opened={opened} onChange={onOpened} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          variant="filled"
          color="accent"
          aria-label={t('keys.names.create')}
          title={`${t('keys.names.create')} (C)`}
        >
          <IconPlus size={17} stroke={2} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {types.map((type) => (
          <Menu.Item
            key={type.name}
            leftSection={<TypeIcon type={type} size={15} />}
            onClick={() => onCreate(type.name)}
          >
            {t('list.new', { name: inSentence(typeLabel(type, i18n.language, 'one')) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
