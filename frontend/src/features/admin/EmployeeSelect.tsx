import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { resourceItemQuery } from '@/shared/api';
import { PrincipalPicker } from '@/shared/ui';

interface EmployeeSelectProps {
  label: string;
  value: string | null | undefined;
  error?: string | undefined;
  onChange: (id: string | null) => void;
}

/** Chooses an employee by id; the name of one chosen earlier is asked of the office. */
export function EmployeeSelect({ label, value, error, onChange }: EmployeeSelectProps) {
  const [picked, setPicked] = useState<{ id: string; name: string }>();
  const known = useQuery({
    ...resourceItemQuery('employees', value ?? ''),
    enabled: Boolean(value) && picked?.id !== value,
  });
  const name = picked?.id === value ? picked?.name : known.data?.name;
  return (
    <PrincipalPicker
      key={name ?? ''}
      kinds={['employee']}
      label={label}
      error={error}
      value={value ? { kind: 'employee', id: value, name: name ?? '…' } : null}
      onChange={(principal) => {
        setPicked(principal ? { id: principal.id, name: principal.name ?? '' } : undefined);
        onChange(principal?.id ?? null);
      }}
    />
  );
}
