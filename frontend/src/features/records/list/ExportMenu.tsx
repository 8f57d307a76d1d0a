import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { jobsQuery, useSync } from '@/shared/api';
import { saveFile, showToast, useShowError } from '@/shared/ui';
import { type ExportFormat, startLongExport } from '../api';

interface ExportMenuProps {
  type: string;
  /** Where a file of a format is read. */
  path: (format: ExportFormat) => string;
  /** Shows the word, not the sign alone. */
  wide?: boolean;
  /** There may be so many records that the office makes the file as a job. */
  long?: boolean;
}

/** Types whose records are people and companies, which address books know. */
const WITH_CARDS = new Set(['contact', 'employee', 'company']);

/** Takes records out as a file; only for those who may. */
export function ExportMenu({ type, path, wide = false, long = false }: ExportMenuProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();
  const away = useSync()?.office === 'away';
  const start = async (from: string) => {
    try {
      if (!(await startLongExport(from))) {
        saveFile(from);
        return;
      }
      showToast(t('jobs.export_started'));
      await queries.invalidateQueries({ queryKey: jobsQuery.queryKey, exact: true });
    } catch (error) {
      showError(error);
    }
  };
  const asJob = (event: MouseEvent, from: string) => {
    event.preventDefault();
    void start(from);
  };
  const onExport = (event: MouseEvent, format: ExportFormat) => {
    if (!away) {
      if (long && format === 'csv') asJob(event, path(format));
      return;
    }
    // A browser would keep what the desk answers instead as the file.
    event.preventDefault();
    showToast(t('common.needs_office'));
  };
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
          <Menu.Item
            key={format}
            component="a"
            href={path(format)}
            download
            onClick={(event) => onExport(event, format)}
            data-testid={`export-${format}`}
          >
            {t(`list.export_${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
