import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ExportFormat } from '../api';

interface ExportMenuProps {
  type: string;
  /** Where a file of a format is read. */
  path: (format: ExportFormat) => string;
  /** Shows the word, not the sign alone. */
  wide?: boolean;
}

/** Types whose records are people and companies, which address books know. */
const WITH_CARDS = new Set(['contact', 'employee', 'company']);

/** Takes records out as a file; only for those who may. */
export function ExportMenu({ type, path, wide = false }: ExportMenuProps) {
  const { t } = useTranslation();
  const formats: ExportFormat[] = WITH_CARDS.has(type) ? ['csv', 'xlsx', 'vcf'] : ['csv', 'xlsx'];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        {wide ? (
          <Button
            variant="light"
            leftSection={<IconDownload size={14} stroke={1.7} />}
            data-testid="export-selected"
          >
            {t('list.export')}
          </Button>
        ) : (
          <ActionIcon aria-label={t('list.export')} title={t('list.export')} data-testid="export">
            <IconDownload size={16} stroke={1.6} />
          </ActionIcon>
        )}
      </Menu.Target>
      <Menu.Dropdown aria-label={t('list.export')}>
        {formats.map((format) => (
          <Menu.Item key={format} component="a" href={path(format)} download data-testid={`export-${format}`}>
            {t(`list.export_${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
