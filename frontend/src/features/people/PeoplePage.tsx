import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconPrinter, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Bars, EmptyState, ErrorState, PageHeader } from '@/shared/ui';
import { Chart } from './Chart';
import { Directory } from './Directory';
import classes from './people.module.css';
import { isFound, structureQuery, unitsOf } from './structure';

/** The people of the company for everybody who may look them up: as cards, or as a chart of departments. */
export function PeoplePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { view = 'directory', q = '', department, branch } = useSearch({ from: '/office/people' });
  const structure = useQuery(structureQuery);
  const { data } = structure;
  const units = useMemo(() => (data ? unitsOf(data, t('people.without_department')) : []), [data, t]);
  const people = useMemo(
    () =>
      (data?.people ?? []).filter(
        (person) =>
          isFound(person, q) &&
          (!department || person.department_id === department) &&
          (!branch || person.branch_id === branch),
      ),
    [data, q, department, branch],
  );
  const change = (part: { view?: 'chart' | undefined; q?: string; department?: string; branch?: string }) => {
    const next = { view: view === 'chart' ? ('chart' as const) : undefined, q, department, branch, ...part };
    void navigate({
      to: '/people',
      search: Object.fromEntries(Object.entries(next).filter(([, value]) => value)),
      replace: true,
    });
  };
  const isFiltered = Boolean(q || department || branch);

  return (
    <div className={classes.page}>
      <PageHeader title={t('people.title')}>
        <Button
          variant="default"
          className={classes.print}
          leftSection={<IconPrinter size={15} stroke={1.6} />}
          onClick={() => window.print()}
        >
          {t('record.print')}
        </Button>
      </PageHeader>
      <div className={classes.tools}>
        <SegmentedControl
          size="xs"
          aria-label={t('people.view')}
          data={[
            { value: 'directory', label: t('people.directory') },
            { value: 'chart', label: t('people.chart') },
          ]}
          value={view}
          onChange={(value) => change({ view: value === 'chart' ? 'chart' : undefined })}
        />
        {view === 'directory' && (
          <>
            <TextInput
              type="search"
              className={classes.search}
              leftSection={<IconSearch size={14} stroke={1.7} />}
              placeholder={t('people.find')}
              aria-label={t('people.find')}
              value={q}
              onChange={(event) => change({ q: event.currentTarget.value })}
            />
            <Place
              label={t('employees.department')}
              items={data?.departments ?? []}
              value={department}
              onChange={(id) => change({ department: id })}
            />
            <Place
              label={t('employees.branch')}
              items={data?.branches ?? []}
              value={branch}
              onChange={(id) => change({ branch: id })}
            />
            {data && <span className={classes.count}>{t('people.count', { count: people.length })}</span>}
          </>
        )}
      </div>
      <div className={classes.body}>
        {structure.isPending && <Bars rows={8} />}
        {structure.isError && !data && (
          <ErrorState error={structure.error} onRetry={() => void structure.refetch()} />
        )}
        {data && view === 'chart' && <Chart company={units} />}
        {data && view === 'directory' && people.length > 0 && <Directory people={people} structure={data} />}
        {data && view === 'directory' && people.length === 0 && (
          <EmptyState title={t(isFiltered ? 'common.nothing_found' : 'people.nobody')}>
            {isFiltered && (
              <Button variant="default" onClick={() => change({ q: '', department: '', branch: '' })}>
                {t('list.clear_filters')}
              </Button>
            )}
          </EmptyState>
        )}
        {data?.more && <p className={classes.count}>{t('people.more')}</p>}
      </div>
    </div>
  );
}

interface PlaceProps {
  label: string;
  items: { id: string; name: string }[];
  value: string | undefined;
  onChange: (id: string) => void;
}

function Place({ label, items, value, onChange }: PlaceProps) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <Select
      className={classes.place}
      clearable
      searchable={items.length > 8}
      placeholder={label}
      aria-label={label}
      data={items.map(({ id, name }) => ({ value: id, label: name }))}
      value={value ?? null}
      onChange={(id) => onChange(id ?? '')}
      clearButtonProps={{ 'aria-label': t('common.clear') }}
    />
  );
}
