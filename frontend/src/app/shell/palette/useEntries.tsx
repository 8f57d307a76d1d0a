import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type SearchHit, useElementType, useMayKeepPeople, useTypes } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import { TypeIcon } from '@/shared/ui';
import { holds } from './layout';
import { readPrompt } from './prompt';
import { type Entry, type FrameActions, useCommands } from './useCommands';
import { useFoundEmployees, useFoundRecords } from './useFound';
import { useFoundPages } from './useFoundPages';
import { useRecentRecords } from './useRecent';

/** What the palette shows for what is typed: the best first, things of one kind together. */
export function useEntries(typed: string, actions: FrameActions): { entries: Entry[]; searching: boolean } {
  const { t } = useTranslation();
  const prompt = readPrompt(typed);
  const { scope, text } = prompt;
  const commands = useCommands(actions);
  const found = useFoundRecords(prompt);
  const employees = useFoundEmployees(prompt);
  const pages = useFoundPages(text);
  const recent = useRecentRecords();
  const toRecord = useRecordEntry();

  if (scope === 'employees') {
    return { entries: employees.hits.flatMap((hit) => toRecord(hit)), searching: employees.searching };
  }
  const records = found.hits.flatMap((hit) => toRecord(hit));
  if (scope === 'number') return { entries: records, searching: found.searching };
  const fitting = commands.filter((command) => text === '' || holds(command.text, text));
  if (scope === 'commands') return { entries: [...fitting, ...pages], searching: false };
  if (text === '') {
    const latest = recent.flatMap((hit) => toRecord(hit, t('palette.recent')));
    return {
      entries: [...latest, ...commands.filter(({ group }) => group === t('shell.go_to'))],
      searching: false,
    };
  }
  return { entries: [...fitting, ...records, ...pages], searching: found.searching };
}

/** Turns a record into an entry, if there is a page on which the employee may see it. */
function useRecordEntry(): (hit: SearchHit, group?: string) => Entry[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const types = useTypes();
  const mayKeep = useMayKeepPeople();
  const people = useElementType('employee');
  return (hit, group) => {
    const type = types.find((candidate) => candidate.name === hit.type);
    const kept = hit.type === 'employee' && mayKeep;
    if (hit.type === 'employee' && !kept && !people) return [];
    const { type: typeName, id } = hit;
    const name =
      hit.type === 'employee' ? t('employees.title') : typeLabel(type, i18n.language, 'many') || typeName;
    return [
      {
        id: `${typeName}/${id}`,
        group: group ?? name,
        text: hit.name || t('record.unnamed'),
        detail: hit.matched?.find((match) => match.field !== 'name')?.text ?? (group ? name : undefined),
        icon: <TypeIcon type={type ?? { name: typeName, icon: '' }} />,
        run: () =>
          void (kept
            ? navigate({ to: '/employees/$id', params: { id } })
            : navigate({ to: '/t/$type/$id', params: { type: typeName, id } })),
      },
    ];
  };
}
