import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, type FieldDesign, type TypeDesign, typesQuery } from '@/shared/api';
import { useShowError } from '@/shared/ui';
import type { Layout } from './layout';

/** How many records hold a value in a field. */
export const fieldUseQuery = (type: string, field: string) =>
  queryOptions({
    queryKey: [...typesQuery.queryKey, 'use', type, field],
    queryFn: ({ signal }) => api.get<{ records: number }>(`/api/types/${type}/fields/${field}/use`, signal),
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
      after(api.put(`/api/types/${type.name}/layout`, { sections: sections.map(toSent) })),
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
