import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import {
  ApiError,
  begunWith,
  type ElementType,
  type FieldDefinition,
  type FieldValue,
  fitting,
  following,
  type Principal,
  type RecordItem,
  useMe,
} from '@/shared/api';
import { isShown, ownFields, useErrorText } from '@/shared/ui';
import { recordCalls, recordKeys } from '../api';
import { sentValues, startValues } from './starts';

/** What somebody has filled in of a record that does not exist yet. */
export interface Draft {
  values: Record<string, FieldValue>;
  /** What the records and employees among the values are called. */
  names: Record<string, string>;
  /** Whoever is filling it in, where nobody else is said. */
  responsible?: Principal;
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Taken along from one form of a new record to another. */
    draft?: Draft;
  }
}

/** A new record being filled in, and how it is saved. onType is told of all there is whenever something has been filled in. */
export function useDraft(type: ElementType, begun?: Draft, onType?: (draft: Draft) => void) {
  const me = useMe().employee;
  const queries = useQueryClient();
  const errorText = useErrorText();
  const editable = ownFields(type).filter((field) => field.right === 'edit');
  const [values, setValues] = useState<Record<string, FieldValue>>(() =>
    begunWith(editable, { ...startValues(editable, me, new Date()), ...begun?.values }),
  );
  const [names, setNames] = useState<Record<string, string>>({ [me.id]: me.name, ...begun?.names });
  const [responsible, setResponsible] = useState<Principal | null>(
    begun?.responsible ?? { kind: 'employee', id: me.id, name: me.name },
  );
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const [touched, setTouched] = useState(false);
  const latest = useRef<Draft>({
    values,
    names,
    ...(begun?.responsible ? { responsible: begun.responsible } : {}),
  });
  const fields = editable.filter((field) => isShown(field, values));

  /** Makes the record; nothing where the office refused, which the form then says. */
  const save = async (): Promise<RecordItem | undefined> => {
    setBusy(true);
    setProblem('');
    setErrors({});
    try {
      const record = await recordCalls.create(type.name, {
        fields: sentValues(fields, values),
        ...(responsible && responsible.id !== me.id ? { responsible: responsible.id } : {}),
      });
      void queries.invalidateQueries({ queryKey: recordKeys.lists(type.name) });
      return record;
    } catch (error) {
      setProblem(errorText(error));
      if (error instanceof ApiError) setErrors(error.fields);
      return undefined;
    } finally {
      setBusy(false);
    }
  };

  /** What the input of a field needs. */
  const inputOf = (field: FieldDefinition) => ({
    field: fitting(field, values),
    value: values[field.name],
    names,
    error: errors[field.name],
    onName: (id: string, name: string) => {
      latest.current = { ...latest.current, names: { ...latest.current.names, [id]: name } };
      setNames(latest.current.names);
      onType?.(latest.current);
    },
    onChange: (value: FieldValue) => {
      const values = following(editable, latest.current.values, field.name, value);
      latest.current = { ...latest.current, values };
      setValues(values);
      setTouched(true);
      onType?.(latest.current);
    },
  });

  return {
    fields,
    draft: { values, names, ...(responsible && responsible.id !== me.id ? { responsible } : {}) },
    /** Whether somebody has filled anything in here. */
    touched,
    responsible,
    setResponsible: (to: Principal | null) => {
      setTouched(true);
      setResponsible(to);
      if (!to) return;
      latest.current = { ...latest.current, responsible: to };
      onType?.(latest.current);
    },
    errors,
    problem,
    busy,
    save,
    inputOf,
  };
}
