import { NumberInput } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Company, type FileSpace } from '@/shared/api';
import { thousands, useFormat } from '@/shared/format';
import { FieldGrid, Section } from '@/shared/ui';

interface Props {
  draft: Company;
  change: (part: Partial<Company>) => void;
  errors: Record<string, string>;
}

const spaceQuery = queryOptions({
  queryKey: ['company', 'file-space'],
  queryFn: ({ signal }) => api.get<FileSpace>('/api/company/file-space', signal),
});

/** How much of the office's disk files may take. */
export function FileRoom({ draft, change, errors }: Props) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const space = useQuery(spaceQuery).data;
  const room = (name: 'files_per_day_mb' | 'files_keep_free_mb') => (
    <NumberInput
      label={t(`company.${name}`)}
      description={t(`company.${name}_hint`)}
      suffix={` ${t('company.mb')}`}
      thousandSeparator={thousands(i18n.language)}
      allowDecimal={false}
      allowNegative={false}
      value={draft[name]}
      error={errors[name]}
      onChange={(value) => change({ [name]: Number(value) })}
    />
  );
  return (
    <Section
      title={t('company.files')}
      hint={
        space &&
        t('company.files_hint', { free: format.count(Math.floor(space.free_mb / 1024)), file: space.file_mb })
      }
    >
      <FieldGrid>
        {room('files_per_day_mb')}
        {room('files_keep_free_mb')}
      </FieldGrid>
    </Section>
  );
}
