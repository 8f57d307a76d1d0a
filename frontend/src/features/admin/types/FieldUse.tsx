import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type FieldDesign, type TypeDesign, useElementType } from '@/shared/api';
import { fieldContentsPath, type FieldUse as Use } from './calls';
import classes from './types.module.css';

interface FieldUseProps {
  type: TypeDesign;
  field: FieldDesign;
  use: Use;
}

/** What names a field, and its contents as a file, before it goes. */
export function FieldUse({ type, field, use }: FieldUseProps) {
  const { t } = useTranslation();
  const mayExport = useElementType(type.name)?.can.export === true;
  return (
    <>
      {use.used_by.length > 0 && (
        <div>
          <p className={classes.hint}>{t('types.use_by')}</p>
          <ul className={classes.users} data-testid="field-users">
            {use.used_by.map(({ kind, name, working }) => (
              <li key={`${kind} ${name}`}>
                {t(`types.use_kind.${kind}`, { name })}
                {working && <span className={classes.kind}> {t('types.use_working')}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {use.own_views > 0 && (
        <p className={classes.hint}>{t('types.use_own_views', { count: use.own_views })}</p>
      )}
      {use.records > 0 && mayExport && (
        <Group gap="xs" wrap="nowrap">
          <Button
            component="a"
            href={fieldContentsPath(type.name, field.name)}
            download
            variant="default"
            size="compact-sm"
            leftSection={<IconDownload size={14} stroke={1.7} />}
            data-testid="field-contents"
          >
            {t('types.use_file')}
          </Button>
          <span className={classes.hint}>{t('types.use_file_hint')}</span>
        </Group>
      )}
    </>
  );
}
