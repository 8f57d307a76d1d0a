import { ActionIcon, Button, Group, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ElementType, type RecordItem, type RecordLink, useTypes } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import { Bars, ErrorState, RecordPicker, TypeIcon, useErrorText, useShowError } from '@/shared/ui';
import { linksQuery, recordCalls } from '../api';
import classes from './access.module.css';
import { byUse } from './byUse';
import { LinkedBy } from './LinkedBy';

interface RelatedTabProps {
  type: ElementType;
  record: RecordItem;
  shown: boolean;
}

/** Records whose fields lead here, those linked by hand, and a way to link another. */
export function RelatedTab({ type, record, shown }: RelatedTabProps) {
  const { t } = useTranslation();
  const links = useQuery({ ...linksQuery(type.name, record.id), enabled: shown });
  if (links.isError) return <ErrorState error={links.error} onRetry={() => void links.refetch()} />;
  if (!links.data) return <Bars rows={4} />;
  return (
    <div className={classes.stack}>
      <LinkedBy type={type} record={record} shown={shown} />
      <div>
        <h3 className={classes.linkedHead}>{t('related.linked')}</h3>
        {links.data.items.length === 0 && <p className={classes.hint}>{t('related.empty')}</p>}
        {links.data.items.map((link) => (
          <LinkRow key={link.id} link={link} record={record} />
        ))}
      </div>
      {record.can.edit && <AddLink record={record} />}
    </div>
  );
}

function LinkRow({ link, record }: { link: RecordLink; record: RecordItem }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();
  const types = useTypes();
  const name = link.record.name || t('record.no_access');
  const remove = async () => {
    try {
      await recordCalls.unlink(record.type, record.id, link.id);
      await queries.invalidateQueries({ queryKey: linksQuery(record.type, record.id).queryKey });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <div className={classes.row}>
      <TypeIcon type={types.find((type) => type.name === link.record.type)} size={16} />
      <div className={classes.who}>
        {link.record.name ? (
          <Link
            to="/t/$type/$id"
            params={{ type: link.record.type, id: link.record.id }}
            className={classes.link}
          >
            {name}
          </Link>
        ) : (
          <span className={classes.detail}>{name}</span>
        )}
        {link.role && <div className={classes.detail}>{link.role}</div>}
      </div>
      {record.can.edit && (
        <ActionIcon size={24} aria-label={t('related.remove', { name })} onClick={() => void remove()}>
          <IconX size={14} stroke={1.6} />
        </ActionIcon>
      )}
    </div>
  );
}

function AddLink({ record }: { record: RecordItem }) {
  const { t, i18n } = useTranslation();
  const known = useTypes();
  const types = useMemo(() => byUse(known, record.type), [known, record.type]);
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [type, setType] = useState(types[0]?.name ?? '');
  const [target, setTarget] = useState<{ id: string; name: string } | null>(null);
  const [role, setRole] = useState('');
  const [problem, setProblem] = useState('');

  const add = async () => {
    if (!target) return;
    setProblem('');
    try {
      await recordCalls.link(record.type, record.id, { type, id: target.id, role });
      setTarget(null);
      setRole('');
      await queries.invalidateQueries({ queryKey: linksQuery(record.type, record.id).queryKey });
    } catch (error) {
      setProblem(errorText(error));
    }
  };

  return (
    <div className={classes.stack}>
      <Group gap="xs" grow>
        <Select
          label={t('related.type')}
          allowDeselect={false}
          data={types.map((one) => ({ value: one.name, label: typeLabel(one, i18n.language, 'one') }))}
          value={type}
          onChange={(next) => {
            setType(next ?? type);
            setTarget(null);
          }}
        />
        <TextInput
          label={t('related.role')}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value)}
        />
      </Group>
      <RecordPicker key={type} type={type} label={t('related.record')} value={target} onChange={setTarget} />
      {problem !== '' && (
        <div className={classes.problem} role="alert">
          {problem}
        </div>
      )}
      <div>
        <Button variant="default" disabled={!target} onClick={() => void add()}>
          {t('related.add')}
        </Button>
      </div>
    </div>
  );
}
