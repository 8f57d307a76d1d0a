import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ApiError,
  type ElementType,
  type FieldValue,
  type Principal,
  useElementType,
  useMe,
} from '@/shared/api';
import { inSentence, typeLabel } from '@/shared/i18n';
import {
  FieldInput,
  inSections,
  isShown,
  NotFound,
  ownFields,
  PageHeader,
  PrincipalPicker,
  showToast,
  useErrorText,
  useSectionTitle,
} from '@/shared/ui';
import { recordCalls, recordKeys } from '../api';
import classes from './form.module.css';
import { sentValues, startValues } from './starts';

/** Makes a record of any type from the type's own description. */
export function NewRecordPage() {
  const { type: name } = useParams({ from: '/office/t/$type/new' });
  const type = useElementType(name);
  if (!type?.can.create) return <NotFound />;
  return <NewRecord key={name} type={type} />;
}

function NewRecord({ type }: { type: ElementType }) {
  const { t, i18n } = useTranslation();
  const me = useMe().employee;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const editable = ownFields(type).filter((field) => field.right === 'edit');
  const [values, setValues] = useState<Record<string, FieldValue>>(() =>
    startValues(editable, me, new Date()),
  );
  const [names, setNames] = useState<Record<string, string>>({ [me.id]: me.name });
  const [responsible, setResponsible] = useState<Principal | null>({
    kind: 'employee',
    id: me.id,
    name: me.name,
  });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const fields = editable.filter((field) => isShown(field, values));
  const groups = inSections(type.sections, fields);
  const first = groups[0]?.fields[0];
  const sectionTitle = useSectionTitle();
  const one = typeLabel(type, i18n.language, 'one');

  const handleSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    setErrors({});
    try {
      const record = await recordCalls.create(type.name, {
        fields: sentValues(fields, values),
        ...(responsible && responsible.id !== me.id ? { responsible: responsible.id } : {}),
      });
      void queries.invalidateQueries({ queryKey: recordKeys.lists(type.name) });
      showToast(t('record.created', { name: String(record.fields.name ?? one) }));
      await navigate({ to: '/t/$type/$id', params: { type: type.name, id: record.id }, replace: true });
    } catch (error) {
      setProblem(errorText(error));
      if (error instanceof ApiError) setErrors(error.fields);
    } finally {
      setBusy(false);
    }
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
              <FieldInput
                key={field.name}
                field={field}
                value={values[field.name]}
                names={names}
                autoFocus={field === first}
                error={errors[field.name]}
                onName={(id, name) => setNames((now) => ({ ...now, [id]: name }))}
                onChange={(value) => setValues((now) => ({ ...now, [field.name]: value }))}
              />
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
