import { Button, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TypeDesign } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import { Section, useLeave } from '@/shared/ui';
import adminClasses from '../admin.module.css';
import { ArchivedFields, RemoveButton } from './Archive';
import { useTypeCalls } from './calls';
import { FieldsLayout } from './FieldsLayout';
import { PipelinesTab } from './PipelinesTab';
import { firstStages, stageField } from './pipelines';
import { TypeForm } from './TypeForm';

/** A type with its fields as they stand on the card, and its settings. */
export function TypePage({ type }: { type: TypeDesign }) {
  const { t, i18n } = useTranslation();
  const title = typeLabel(type, i18n.language, 'many');
  const stage = stageField(type);
  const mayHaveStages = stage !== undefined || !type.system;
  const [tab, setTab] = useState('fields');
  const leave = useLeave();
  const choose = async (next: string) => {
    if (next !== tab && (await leave())) setTab(next);
  };
  if (type.archived) return <ArchivedType type={type} title={title} />;
  return (
    <Tabs
      value={tab}
      onChange={(next) => void choose(next ?? tab)}
      className={adminClasses.editor}
      data-roomy={tab === 'pipelines' || undefined}
      keepMounted={false}
    >
      <Tabs.List aria-label={title}>
        <Tabs.Tab value="fields">{t('types.fields_tab')}</Tabs.Tab>
        {mayHaveStages && <Tabs.Tab value="pipelines">{t('types.pipelines')}</Tabs.Tab>}
        <Tabs.Tab value="settings">{t('types.settings_tab')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="fields" pt={12}>
        <Section title={title} hint={t('types.fields_hint')}>
          <FieldsLayout type={type} />
        </Section>
        <ArchivedFields type={type} />
      </Tabs.Panel>
      {mayHaveStages && (
        <Tabs.Panel value="pipelines" pt={12}>
          {stage ? <PipelinesTab type={type} stage={stage} /> : <NoStages type={type} />}
        </Tabs.Panel>
      )}
      <Tabs.Panel value="settings" pt={12}>
        <TypeForm key={type.name} type={type} />
        {!type.system && <PutAway type={type} />}
      </Tabs.Panel>
    </Tabs>
  );
}

/** Begins the way of records that have none yet: with stages to be renamed, and an end that is won and one that is lost. */
function NoStages({ type }: { type: TypeDesign }) {
  const { t } = useTranslation();
  const calls = useTypeCalls();
  return (
    <Section title={t('types.pipelines')} hint={t('types.stages_none')}>
      <Button
        leftSection={<IconPlus size={15} stroke={1.8} />}
        onClick={() => void calls.attempt(calls.addField(type, firstStages(type)))}
      >
        {t('types.set_up_stages')}
      </Button>
    </Section>
  );
}

function PutAway({ type }: { type: TypeDesign }) {
  const { t } = useTranslation();
  const calls = useTypeCalls();
  return (
    <Section title={t('types.archive_title')} hint={t('types.archive_type_hint')}>
      <Button
        variant="default"
        onClick={() => void calls.attempt(calls.change(type, { archived: true }))}
        data-testid="archive-type"
      >
        {t('types.archive')}
      </Button>
    </Section>
  );
}

function ArchivedType({ type, title }: { type: TypeDesign; title: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const calls = useTypeCalls();
  const remove = async () => {
    if (!(await calls.attempt(calls.remove(type)))) return;
    await navigate({ to: '/admin/$section', params: { section: 'types' } });
  };
  return (
    <div className={adminClasses.editor}>
      <Section title={title} hint={t('types.archived_type')}>
        <Button
          mr={8}
          variant="default"
          onClick={() => void calls.attempt(calls.change(type, { archived: false }))}
        >
          {t('types.restore')}
        </Button>
        <RemoveButton name={title} onRemove={remove} />
      </Section>
    </div>
  );
}
