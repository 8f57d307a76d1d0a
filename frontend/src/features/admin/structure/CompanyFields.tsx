import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Company, Language, NameOrder } from '@/shared/api';
import { countries, currencies, timeZones } from '@/shared/format';
import { FieldGrid, FileInput, LANGUAGES, Section, WeekDays } from '@/shared/ui';
import { Dialling } from './Dialling';
import { FileRoom } from './FileRoom';
import { Rates } from './Rates';

interface Props {
  draft: Company;
  change: (part: Partial<Company>) => void;
  errors: Record<string, string>;
}

type TextField = 'name' | 'legal_name' | 'tax_number' | 'address' | 'phone' | 'email' | 'website';

export function CompanyFields(props: Props) {
  const { t } = useTranslation();
  const text = (name: TextField) => <CompanyText {...props} name={name} />;
  return (
    <>
      <Section title={t('company.identity')}>
        <FieldGrid>
          {text('name')}
          {text('legal_name')}
          {text('tax_number')}
          <Logo {...props} />
        </FieldGrid>
      </Section>
      <Section title={t('company.reached')}>
        <FieldGrid>
          {text('address')}
          {text('phone')}
          {text('email')}
          {text('website')}
        </FieldGrid>
      </Section>
      <Regional {...props} />
      <Names {...props} />
      <Dialling {...props} />
      <Rates {...props} />
      <WorkingHours {...props} />
      <FileRoom {...props} />
    </>
  );
}

function CompanyText({ draft, change, errors, name }: Props & { name: TextField }) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t(`company.${name}`)}
      required={name === 'name'}
      value={draft[name]}
      error={errors[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
}

/** The picture that stands before the name in everybody's navigation. */
function Logo({ draft, change, errors }: Props) {
  const { t } = useTranslation();
  return (
    <FileInput
      picture
      label={t('company.logo')}
      aria-label={t('company.logo')}
      data-testid="logo"
      required={false}
      autoFocus={false}
      error={errors.logo}
      value={draft.logo}
      onChange={(logo) => change({ logo })}
    />
  );
}

/** What new employees, amounts and phone numbers start with. */
function Regional({ draft, change, errors }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <Section title={t('company.regional')} hint={t('company.regional_hint')}>
      <FieldGrid>
        <Select
          label={t('employees.language')}
          allowDeselect={false}
          data={LANGUAGES}
          value={draft.language}
          error={errors.language}
          onChange={(value) => change({ language: (value ?? 'en') as Language })}
        />
        <Select
          label={t('employees.time_zone')}
          searchable
          allowDeselect={false}
          limit={60}
          data={timeZones(draft.time_zone)}
          value={draft.time_zone}
          error={errors.time_zone}
          onChange={(value) => change({ time_zone: value ?? 'UTC' })}
        />
        <Select
          label={t('company.currency')}
          searchable
          allowDeselect={false}
          data={currencies(i18n.language, draft.currency)}
          value={draft.currency}
          error={errors.currency}
          onChange={(value) => change({ currency: value ?? 'EUR' })}
        />
        <Select
          label={t('company.country')}
          searchable
          allowDeselect={false}
          data={countries(i18n.language, draft.country)}
          value={draft.country}
          error={errors.country}
          onChange={(value) => change({ country: value ?? 'DE' })}
        />
      </FieldGrid>
    </Section>
  );
}

const ORDERS: NameOrder[] = ['first_last', 'last_first'];

function Names({ draft, change, errors }: Props) {
  const { t } = useTranslation();
  return (
    <Section title={t('company.names')} hint={t('company.names_hint')}>
      <FieldGrid>
        <Select
          label={t('company.name_order')}
          allowDeselect={false}
          data={ORDERS.map((value) => ({ value, label: t(`company.name_orders.${value}`) }))}
          value={draft.name_order}
          error={errors.name_order}
          onChange={(value) => change({ name_order: (value ?? 'last_first') as NameOrder })}
        />
      </FieldGrid>
    </Section>
  );
}

function WorkingHours({ draft, change, errors }: Props) {
  const { t } = useTranslation();
  return (
    <Section title={t('company.work')}>
      <WeekDays
        label={t('company.work_days')}
        value={draft.work_days}
        error={errors.work_days}
        onChange={(days) => change({ work_days: days })}
      />
      <FieldGrid>
        <TextInput
          placeholder="09:00"
          label={t('company.work_from')}
          value={draft.work_from}
          error={errors.work_from}
          onChange={(event) => change({ work_from: event.currentTarget.value })}
        />
        <TextInput
          placeholder="18:00"
          label={t('company.work_to')}
          value={draft.work_to}
          error={errors.work_to}
          onChange={(event) => change({ work_to: event.currentTarget.value })}
        />
      </FieldGrid>
    </Section>
  );
}
