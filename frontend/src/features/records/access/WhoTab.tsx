import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementType, RecordItem } from '@/shared/api';
import { Bars, ErrorState } from '@/shared/ui';
import { whoSeesQuery } from '../api';
import classes from './access.module.css';
import { Avatar } from './PermissionsTab';

interface WhoTabProps {
  type: ElementType;
  record: RecordItem;
  shown: boolean;
}

/** Everybody who can see the record, with the ground for it. */
export function WhoTab({ type, record, shown }: WhoTabProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const who = useQuery({ ...whoSeesQuery(type.name, record.id), enabled: shown });
  if (who.isError) return <ErrorState error={who.error} onRetry={() => void who.refetch()} />;
  if (!who.data) return <Bars rows={6} />;
  const wanted = text.trim().toLowerCase();
  const people = who.data.items.filter((item) => item.employee.name.toLowerCase().includes(wanted));
  return (
    <div className={classes.stack}>
      <p className={classes.hint}>{t('who.count', { count: who.data.items.length })}</p>
      {who.data.items.length > 8 && (
        <TextInput
          type="search"
          aria-label={t('who.find')}
          placeholder={t('who.find')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <div>
        {people.map((item) => (
          <div key={item.employee.id} className={classes.row}>
            <Avatar name={item.employee.name} />
            <div className={classes.who}>
              <div className={classes.whoHead}>
                <span>{item.employee.name}</span>
                <span className={classes.detail}>{t(`level.${item.level}`)}</span>
              </div>
              {item.grounds.map((ground) => (
                <div key={ground} className={classes.detail}>
                  {ground}
                </div>
              ))}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
