import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ElementType, type RecordItem, useElementType } from '@/shared/api';
import { inSentence, typeLabel } from '@/shared/i18n';
import {
  DraftNote,
  FieldInput,
  inSections,
  NotFound,
  nameOf,
  PageHeader,
  PrincipalPicker,
  showToast,
  useSectionTitle,
  useTyped,
  useUnsaved,
} from '@/shared/ui';
import classes from './form.module.css';
import { type Draft, useDraft } from './useDraft';

/** Makes a record of any type from the type's own description. */
export function NewRecordPage() {
  const { type: name } = useParams({ from: '/office/t/$type/new' });
  const type = useElementType(name);
  const [cleared, setCleared] = useState(0);
  if (!type?.can.create) return <NotFound />;
  return <NewRecord key={`${name} ${cleared}`} type={type} onCleared={() => setCleared(cleared + 1)} />;
}

const NOTHING: Draft = { values: {}, names: {} };

function NewRecord({ type, onCleared }: { type: ElementType; onCleared: () => void }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const brought = useLocation({ select: (location) => location.state.draft });
  const { typed, restored, type: keep, drop } = useTyped<Draft>(`records/${type.name}/new`, NOTHING);
  const [begun] = useState(brought ?? (restored ? { ...NOTHING, ...typed } : undefined));
  const made = useDraft(type, begun, keep);
  const { fields, touched, responsible, setResponsible, errors, problem, busy, save, inputOf } = made;
  const groups = inSections(type.sections, fields);
  const first = groups[0]?.fields[0];
  const sectionTitle = useSectionTitle();
  const one = typeLabel(type, i18n.language, 'one');

  const create = async (after: (record: RecordItem) => unknown): Promise<boolean> => {
    const record = await save();
    if (!record) return false;
    drop();
    unsaved.settled();
    showToast(t('record.created', { name: nameOf(record) || one }));
    await after(record);
    return true;
  };
  const unsaved = useUnsaved(touched || begun !== undefined, () => create(() => {}), drop);
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    void create(({ id }) => navigate({ to: '/t/$type/$id', params: { type: type.name, id }, replace: true }));
  };

  return (
    <form className={classes.form} onSubmit={handleSubmit} noValidate>
      <PageHeader
        title={t('list.new', { name: inSentence(one) })}
        before={
          <Link
            to="/t/$type"
            params={{ type: type.name }}
            search={{}}
            className={classes.back}
            aria-label={t('common.back')}
          >
            <IconArrowLeft size={16} stroke={1.7} />
          </Link>
        }
      >
        <Button
          variant="default"
          onClick={() => void navigate({ to: '/t/$type', params: { type: type.name }, search: {} })}
        >
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={busy} data-testid="save-record">
          {t('common.create')}
        </Button>
      </PageHeader>
      <div className={classes.body}>
        <DraftNote
          restored={restored && brought === undefined}
          onDiscard={() => {
            drop();
            onCleared();
          }}
        />
        {problem !== '' && (
          <div className={classes.problem} role="alert">
            {problem}
          </div>
        )}
        {groups.map(({ section, fields: members }) => (
          <Fragment key={section.name || 'main'}>
            {groups.length > 1 && <h2 className={classes.heading}>{sectionTitle(section)}</h2>}
            {members.map((field) => (
              <FieldInput key={field.name} {...inputOf(field)} autoFocus={field === first} />
            ))}
          </Fragment>
        ))}
        {type.default !== 'parent' && (
          <PrincipalPicker
            kinds={['employee', 'group']}
            label={t('system.responsible')}
            value={responsible}
            error={errors.responsible}
            clearable={false}
            onChange={setResponsible}
          />
        )}
      </div>
    </form>
  );
}
