import { IconMail, IconPhone } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Avatar } from '@/shared/ui';
import classes from './people.module.css';
import type { Colleague, Structure } from './structure';

/** Cards of people, with the ways to reach them. */
export function Directory({ people, structure }: { people: Colleague[]; structure: Structure }) {
  const departments = new Map(structure.departments.map(({ id, name }) => [id, name]));
  const branches = new Map(structure.branches.map(({ id, name }) => [id, name]));
  return (
    <ul className={classes.cards} data-testid="directory">
      {people.map((person) => (
        <li key={person.id} className={classes.card}>
          <Avatar id={person.id} name={person.name} photo={person.photo} size={48} />
          <div className={classes.facts}>
            <PersonLink person={person} />
            {person.position && <span>{person.position}</span>}
            <span className={classes.muted}>
              {[departments.get(person.department_id ?? ''), branches.get(person.branch_id ?? '')]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <Reach person={person} />
          </div>
        </li>
      ))}
    </ul>
  );
}

export function PersonLink({ person }: { person: Colleague }) {
  return (
    <Link className={classes.name} to="/t/$type/$id" params={{ type: 'employee', id: person.id }}>
      {person.name}
    </Link>
  );
}

function Reach({ person }: { person: Colleague }) {
  const { t } = useTranslation();
  const phones = [person.phone, person.mobile].filter((phone) => phone !== undefined && phone !== null);
  return (
    <span className={classes.reach}>
      {phones.map((phone) => (
        <a key={phone} href={`tel:${phone}`}>
          <IconPhone size={13} stroke={1.6} aria-hidden="true" />
          {phone}
        </a>
      ))}
      {person.extension && (
        <span className={classes.muted}>{t('people.extension', { number: person.extension })}</span>
      )}
      {person.email && (
        <a href={`mailto:${person.email}`}>
          <IconMail size={13} stroke={1.6} aria-hidden="true" />
          {person.email}
        </a>
      )}
    </span>
  );
}
