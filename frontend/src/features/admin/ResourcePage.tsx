import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inTreeOrder, type Resources, resourceQuery } from '@/shared/api';
import { Bars, EmptyState, ErrorState } from '@/shared/ui';
import classes from './admin.module.css';
import { MovableItem, useMove } from './MovableItem';
import { type Editable, type FormProps, ResourceForm } from './ResourceForm';
import { SplitPage } from './SplitPage';

export interface ResourcePageProps<Name extends Editable> {
  name: Name;
  id: string | undefined;
  /** What a new item begins with. */
  empty: Omit<Resources[Name], 'id'>;
  /** A second line under the name in the list. */
  detail?: (item: Resources[Name]) => string;
  form: (props: FormProps<Resources[Name]>) => ReactNode;
  /** Items of a tree can be put below one another where they are listed. */
  movable?: boolean;
  /** Forms with tables take the whole width. */
  wide?: boolean;
}

/** Items of one kind on the left, the chosen one as a form on the right. */
export function ResourcePage<Name extends Editable>({
  name,
  id,
  empty,
  detail,
  form,
  movable = false,
  wide,
}: ResourcePageProps<Name>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = useQuery(resourceQuery(name));
  const [text, setText] = useState('');
  const items = (query.data ?? []) as Resources[Editable][];
  const wanted = text.trim().toLowerCase();
  const shown = inTreeOrder(items).filter(({ item }) => item.name.toLowerCase().includes(wanted));
  const chosen = items.find((item) => item.id === id) as Resources[Name] | undefined;
  const move = useMove(name, items);
  const open = (next: string) =>
    void navigate({ to: '/admin/$section/$id', params: { section: name, id: next } });

  return (
    <SplitPage
      section={name}
      wide={wide === true}
      actions={
        <Button
          leftSection={<IconPlus size={15} stroke={2} />}
          onClick={() => open('new')}
          data-testid="new-item"
        >
          {t(`admin.sections.${name}.new`)}
        </Button>
      }
      list={
        <>
          <div className={classes.find}>
            <TextInput
              type="search"
              value={text}
              leftSection={<IconSearch size={14} stroke={1.7} />}
              placeholder={t('common.find')}
              aria-label={t('common.find')}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </div>
          {query.isPending && <Bars rows={8} />}
          {query.isError && !query.data && (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          )}
          <ul className={classes.items}>
            {shown.map(({ item, depth }) => (
              <MovableItem
                key={item.id}
                item={item}
                items={items}
                move={movable ? (parent) => void move(item, parent) : undefined}
              >
                <Link
                  to="/admin/$section/$id"
                  params={{ section: name, id: item.id }}
                  className={classes.item}
                  style={{ paddingLeft: 10 + depth * 16 }}
                >
                  <span>{item.name}</span>
                  {detail && <span className={classes.detail}>{detail(item as Resources[Name])}</span>}
                </Link>
              </MovableItem>
            ))}
          </ul>
          {query.data && shown.length === 0 && <p className={classes.none}>{t('common.nothing_found')}</p>}
        </>
      }
    >
      {id === undefined && <EmptyState title={t('admin.choose')} text={t(`admin.sections.${name}.hint`)} />}
      {(id === 'new' || chosen) && (
        <ResourceForm
          key={id}
          name={name}
          held={chosen}
          empty={empty}
          form={form}
          onSaved={(saved) => {
            if (!chosen) open(saved.id);
          }}
          onRemoved={() => void navigate({ to: '/admin/$section', params: { section: name } })}
        />
      )}
      {id !== undefined && id !== 'new' && query.data && !chosen && (
        <EmptyState title={t('common.not_found')} text={t('common.not_found_hint')} />
      )}
    </SplitPage>
  );
}
