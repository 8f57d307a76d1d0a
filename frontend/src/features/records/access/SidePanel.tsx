import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ElementType, type RecordItem, useFeature } from '@/shared/api';
import { ChatTab } from '../card/ChatTab';
import { FilesTab } from '../files/FilesTab';
import classes from './access.module.css';
import { PermissionsTab } from './PermissionsTab';
import { RelatedTab } from './RelatedTab';
import { WhoTab } from './WhoTab';
import { WhyTab } from './WhyTab';

interface SidePanelProps {
  type: ElementType;
  record: RecordItem;
}

/** Right-hand panel of a card. What is typed in one tab stays while another is read. */
export function SidePanel({ type, record }: SidePanelProps) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<string | null>('permissions');
  const maySeeWho = useFeature('administration.rights') || record.can.authorize === true;
  return (
    <Tabs value={tab} onChange={setTab} keepMounted classNames={{ list: classes.tabs, tab: classes.tab }}>
      <Tabs.List aria-label={t('access.panel')}>
        <Tabs.Tab value="permissions">{t('access.permissions')}</Tabs.Tab>
        <Tabs.Tab value="chat">{t('access.chat')}</Tabs.Tab>
        <Tabs.Tab value="why">{t('access.why')}</Tabs.Tab>
        {maySeeWho && <Tabs.Tab value="who">{t('access.who')}</Tabs.Tab>}
        <Tabs.Tab value="related">{t('access.related')}</Tabs.Tab>
        <Tabs.Tab value="files">{t('files.title')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="permissions" className={classes.panel}>
        <PermissionsTab type={type} record={record} onWhy={() => setTab('why')} />
      </Tabs.Panel>
      <Tabs.Panel value="chat" className={classes.panel}>
        <ChatTab record={record} shown={tab === 'chat'} />
      </Tabs.Panel>
      <Tabs.Panel value="why" className={classes.panel}>
        <WhyTab type={type} record={record} shown={tab === 'why'} />
      </Tabs.Panel>
      {maySeeWho && (
        <Tabs.Panel value="who" className={classes.panel}>
          <WhoTab type={type} record={record} shown={tab === 'who'} />
        </Tabs.Panel>
      )}
      <Tabs.Panel value="files" className={classes.panel}>
        <FilesTab record={record} shown={tab === 'files'} />
      </Tabs.Panel>
      <Tabs.Panel value="related" className={classes.panel}>
        <RelatedTab type={type} record={record} shown={tab === 'related'} />
      </Tabs.Panel>
    </Tabs>
  );
}
