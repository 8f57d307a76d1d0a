import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, type FieldDesign, type TypeDesign, typesQuery } from '@/shared/api';
import { useShowError } from '@/shared/ui';
import type { Layout } from './layout';

/** What names a field. */
interface FieldUser {
  kind: 'type' | 'field' | 'profile' | 'sharing_rule' | 'restriction' | 'saved_view';
  name: string;
  /** It would not work without the field, which cannot even go to the archive before it is changed. */
  working?: boolean;
}

/** What would be lost with a field. */
export interface FieldUse {
  /** That hold a value in it, in the bin or out of it. */
  records: number;
  used_by: FieldUser[];
  /** Views that people keep for themselves: they go on without it. */
  own_views: number;
}

/** Where the file is read that holds what records hold in a field. */
export const fieldContentsPath = (type: string, field: string) =>
  `/api/types/${type}/fields/${field}/contents?format=csv`;

export const fieldUseQuery = (type: string, field: string) =>
  queryOptions({
    queryKey: [...typesQuery.queryKey, 'use', type, field],
    queryFn: ({ signal }) => api.get<FieldUse>(`/api/types/${type}/fields/${field}/use`, signal),
    gcTime: 0,
  });

/** What an administrator sends about types. Every call ends with the types read anew. */
export function useTypeCalls() {
  const queries = useQueryClient();
  const showError = useShowError();
  const after = async <Answer>(call: Promise<Answer>): Promise<Answer> => {
    try {
      return await call;
    } finally {
      await queries.invalidateQueries({ queryKey: typesQuery.queryKey });
    }
  };
  return {
    create: (body: object) => after(api.post('/api/types', body)),
    change: (type: TypeDesign, body: object) =>
      after(api.patch(`/api/types/${type.name}`, body, type.version)),
    remove: (type: TypeDesign) => after(api.delete(`/api/types/${type.name}`, type.version)),
    addField: (type: TypeDesign, body: object) => after(api.post(`/api/types/${type.name}/fields`, body)),
    changeField: (type: TypeDesign, field: FieldDesign, body: object) =>
      after(api.patch(`/api/types/${type.name}/fields/${field.name}`, body)),
    removeField: (type: TypeDesign, field: FieldDesign) =>
      after(api.delete(`/api/types/${type.name}/fields/${field.name}`)),
    arrangeChoices: (type: TypeDesign, field: FieldDesign, body: object) =>
      after(api.put(`/api/types/${type.name}/fields/${field.name}/dependence`, body, type.version)),
    arrange: (type: TypeDesign, sections: Layout) =>
      after(api.putLasting(`/api/types/${type.name}/layout`, { sections: sections.map(toSent) })),
    /** Runs a call whose failure has no place of its own; says whether it succeeded. */
    attempt: async (call: Promise<unknown>): Promise<boolean> => {
      try {
        await call;
        return true;
      } catch (error) {
        showError(error);
        return false;
      }
    },
  };
}

function toSent({ name, labels, fields }: Layout[number]) {
  return { name, labels: labels ?? {}, fields };
}
