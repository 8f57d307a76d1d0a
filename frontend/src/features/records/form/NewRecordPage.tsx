import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { type ElementType, useElementType } from '@/shared/api';
import { inSentence, typeLabel } from '@/shared/i18n';
import {
  FieldInput,
  inSections,
  NotFound,
  nameOf,
  PageHeader,
  PrincipalPicker,
  showToast,
  useSectionTitle,
} from '@/shared/ui';
import classes from './form.module.css';
import { useDraft } from './useDraft';

/** Makes a record of any type from the type's own description. */
export function NewRecordPage() {
  const { type: name } = useParams({ from: '/office/t/$type/new' });
  const type = useElementType(name);
  if (!type?.can.create) return <NotFound />;
  return <NewRecord key={name} type={type} />;
}

function NewRecord({ type }: { type: ElementType }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const begun = useLocation({ select: (location) => location.state.draft });
  const { fields, responsible, setResponsible, errors, problem, busy, save, inputOf } = useDraft(type, begun);
  const groups = inSections(type.sections, fields);
  const first = groups[0]?.fields[0];
  const sectionTitle = useSectionTitle();
  const one = typeLabel(type, i18n.language, 'one');

  const handleSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const record = await save();
    if (!record) return;
    showToast(t('record.created', { name: nameOf(record) || one }));
    await navigate({ to: '/t/$type/$id', params: { type: type.name, id: record.id }, replace: true });
  };

  return (
    <form className={classes.form} onSubmit={(event) => void handleSubmit(event)} noValidate>
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
