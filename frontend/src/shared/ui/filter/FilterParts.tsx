import { useTranslation } from 'react-i18next';
import {
  type Chip,
  chipOf,
  type FieldDefinition,
  groupOf,
  isGroup,
  type Join,
  joinOf,
  operatorsOf,
  type Part,
  type PartGroup,
  partsOf,
} from '../../api';
import { FieldMenu } from './FieldMenu';
import { FilterChip } from './FilterChip';
import classes from './filter.module.css';

/** What all chips of a bar share. A chip is known by its place, such as "2.0" for the first one of the third part. */
export interface Editing {
  /** Every field a chip may be about. */
  fields: FieldDefinition[];
  /** Those that may be chosen. */
  offered: FieldDefinition[];
  constantsOnly: boolean;
  opened: string | undefined;
  open: (place: string | undefined) => void;
}

interface FilterPartsProps {
  parts: Part[];
  /** Place of the group they are in, with a dot after it; empty for the filter itself. */
  path: string;
  editing: Editing;
  onChange: (parts: Part[]) => void;
}

// Deeper groups can be read and changed; nobody needs to make them by hand.
const DEEPEST_MADE = 3;

/** The parts of a filter or of a group in it, one after the other. */
export function FilterParts({ parts, path, editing, onChange }: FilterPartsProps) {
  return parts.map((part, at) => {
    const place = `${path}${at}`;
    const change = (next: Part | undefined) =>
      onChange(next === undefined ? parts.toSpliced(at, 1) : parts.with(at, next));
    if (isGroup(part)) {
      return <GroupOfParts key={place} group={part} place={place} editing={editing} onChange={change} />;
    }
    return (
      <FilterChip
        key={place}
        chip={part}
        fields={editing.fields}
        offered={editing.offered}
        constantsOnly={editing.constantsOnly}
        opened={editing.opened === place}
        onOpen={(open) => editing.open(open ? place : undefined)}
        onChange={change}
      />
    );
  });
}

interface GroupOfPartsProps {
  group: PartGroup;
  place: string;
  editing: Editing;
  onChange: (group: Part | undefined) => void;
}

/** A group in its frame. One that loses its last part goes with it. */
function GroupOfParts({ group, place, editing, onChange }: GroupOfPartsProps) {
  const { t } = useTranslation();
  const join = joinOf(group);
  const parts = partsOf(group);
  const change = (next: Part[]) => onChange(next.length === 0 ? undefined : groupOf(join, next));
  return (
    <span className={classes.group}>
      <span>{t(join === 'or' ? 'filter.any_of' : 'filter.all_of')}</span>
      <FilterParts parts={parts} path={`${place}.`} editing={editing} onChange={change} />
      <FieldMenu
        small
        fields={editing.offered}
        label={t(join === 'or' ? 'filter.add_to_any' : 'filter.add_to_all')}
        nested={place.split('.').length < DEEPEST_MADE ? opposite(join) : undefined}
        onPick={(field, nested) => {
          const { part, opened } = added(field, nested, `${place}.${parts.length}`);
          editing.open(opened);
          change([...parts, part]);
        }}
      />
    </span>
  );
}

function opposite(join: Join): Join {
  return join === 'or' ? 'and' : 'or';
}

/** What choosing a field adds at a place: a chip, or a group with it, and which chip is then open. */
export function added(field: FieldDefinition, nested: Join | undefined, place: string) {
  const chip = newChip(field);
  return nested ? { part: groupOf(nested, [chip]), opened: `${place}.0` } : { part: chip, opened: place };
}

function newChip(field: FieldDefinition): Chip {
  const [first = '='] = operatorsOf(field).filter((operator) => operator !== 'me' && operator !== 'today');
  return chipOf(field.name, first, field.kind === 'yes_no' ? true : undefined);
}
