import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar, EmptyState } from '@/shared/ui';
import { PersonLink } from './Directory';
import classes from './people.module.css';
import type { Colleague, Unit } from './structure';

/** Below this depth departments stand under each other, so that the chart does not grow wider. */
const SIDE_BY_SIDE = 2;

/** The departments with their heads and people, the higher above the lower. */
export function Chart({ company }: { company: Unit[] }) {
  const { t } = useTranslation();
  if (company.length === 0) return <EmptyState title={t('people.no_departments')} />;
  return (
    <ul className={classes.chart} data-testid="chart">
      {company.map((unit) => (
        <Branch key={unit.id} unit={unit} depth={0} />
      ))}
    </ul>
  );
}

function Branch({ unit, depth }: { unit: Unit; depth: number }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(depth < SIDE_BY_SIDE + 1);
  const [showsAll, setShowsAll] = useState(false);
  const FIRST = 5;
  const shown = showsAll ? unit.people : unit.people.slice(0, FIRST);
  const hasMore = unit.people.length > 0 || unit.units.length > 0;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <li className={classes.branch}>
      <div className={classes.unit} data-testid="unit">
        <button
          type="button"
          className={classes.unitName}
          aria-expanded={hasMore ? isOpen : undefined}
          disabled={!hasMore}
          onClick={() => setOpen(!isOpen)}
        >
          {hasMore && <Chevron size={14} stroke={1.7} aria-hidden="true" />}
          <span>{unit.name}</span>
          <span className={classes.muted}>{t('people.count', { count: unit.count })}</span>
        </button>
        {unit.head && <Person person={unit.head} note={t('people.head')} />}
        {isOpen &&
          shown.map((person) => <Person key={person.id} person={person} note={person.position ?? ''} />)}
        {isOpen && shown.length < unit.people.length && (
          <button type="button" className={classes.rest} onClick={() => setShowsAll(true)}>
            {t('people.rest', { count: unit.people.length - shown.length })}
          </button>
        )}
      </div>
      {isOpen && unit.units.length > 0 && (
        <ul className={classes.below} data-stacked={depth + 1 >= SIDE_BY_SIDE}>
          {unit.units.map((below) => (
            <Branch key={below.id} unit={below} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Person({ person, note }: { person: Colleague; note: string }) {
  return (
    <div className={classes.person}>
      <Avatar id={person.id} name={person.name} photo={person.photo} size={24} />
      <span className={classes.facts}>
        <PersonLink person={person} />
        {note && <span className={classes.muted}>{note}</span>}
      </span>
    </div>
  );
}
