import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Principal, PrincipalKind } from '@/shared/api';
import { PrincipalPicker } from '@/shared/ui';
import classes from '../admin.module.css';
import { usePrincipalNames } from '../principals';

const ALL_KINDS: PrincipalKind[] = ['employee', 'group', 'role', 'department', 'branch'];
const BELOW: Partial<Record<PrincipalKind, PrincipalKind>> = {
  role: 'role_and_below',
  department: 'department_and_below',
  role_and_below: 'role',
  department_and_below: 'department',
};

interface PrincipalListProps {
  label: string;
  value: Principal[];
  onChange: (principals: Principal[]) => void;
  error?: string | undefined;
  /** One principal only, as source or target of a rule. */
  single?: boolean;
}

/** Principals of a rule: everyone, people, groups, roles and departments with or without those below. */
export function PrincipalList({ label, value, onChange, error, single = false }: PrincipalListProps) {
  const { t } = useTranslation();
  const nameOf = usePrincipalNames();
  const full = single && value.length > 0;
  return (
    <fieldset style={{ border: 'none', margin: 0, padding: 0 }}>
      <legend className="mantine-InputWrapper-label">{label}</legend>
      <div className={classes.members}>
        {value.map((principal, at) => {
          const name = nameOf(principal);
          const other = BELOW[principal.kind];
          return (
            <div key={`${principal.kind}/${principal.id}`} className={classes.member}>
              <span className={classes.memberName}>
                {name}{' '}
                {principal.kind !== 'everyone' && (
                  <span className={classes.sentence}>{t(`principal.${principal.kind}`)}</span>
                )}
              </span>
              {other && (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-xs"
                  onClick={() => onChange(value.with(at, { ...principal, kind: other }))}
                >
                  {principal.kind.endsWith('_and_below')
                    ? t('principal.without_below')
                    : t('principal.with_below')}
                </Button>
              )}
              <ActionIcon
                size={24}
                aria-label={t('access.remove', { name })}
                onClick={() => onChange(value.toSpliced(at, 1))}
              >
                <IconX size={14} stroke={1.6} />
              </ActionIcon>
            </div>
          );
        })}
        {!full && (
          <div className={classes.member}>
            <PrincipalPicker
              key={value.length}
              kinds={ALL_KINDS}
              value={null}
              ariaLabel={label}
              placeholder={t('principal.add')}
              onChange={(principal) =>
                principal && onChange([...value, { kind: principal.kind, id: principal.id }])
              }
            />
            {!value.some((principal) => principal.kind === 'everyone') && (
              <Button
                variant="subtle"
                color="gray"
                onClick={() =>
                  onChange(single ? [{ kind: 'everyone', id: '' }] : [...value, { kind: 'everyone', id: '' }])
                }
              >
                {t('principal.everyone')}
              </Button>
            )}
          </div>
        )}
      </div>
      {error && <div className={classes.problem}>{error}</div>}
    </fieldset>
  );
}
