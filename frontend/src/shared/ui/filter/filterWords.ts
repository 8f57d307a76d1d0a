import { useTranslation } from 'react-i18next';
import { type FieldDefinition, isChip, rawGroup } from '../../api';
import { label } from '../../i18n';
import { useChipText } from './chipText';

/** Writes a filter of whatever form as one sentence: "Stage: Won and (Value: at least 5,000 or Value: is empty)". */
export function useFilterWords(): (fields: FieldDefinition[], filter: unknown) => string {
  const { t, i18n } = useTranslation();
  const chipText = useChipText();
  return (fields, filter) => {
    const words = (part: unknown, depth: number): string => {
      if (isChip(part)) {
        const field = fields.find((candidate) => candidate.name === part.field);
        return `${label(field?.labels, i18n.language, part.field)}: ${chipText(field, part)}`;
      }
      const group = rawGroup(part);
      if (!group) return JSON.stringify(part) ?? '';
      if (group.items.length === 0) return t(group.join === 'or' ? 'filter.nothing' : 'filter.everything');
      const all = group.items.map((item) => words(item, depth + 1)).join(` ${t(`filter.${group.join}`)} `);
      return depth > 0 && group.items.length > 1 ? `(${all})` : all;
    };
    return words(filter, 0);
  };
}
