import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { caps, type KeyId, otherCaps } from '../keys';
import classes from './Keycaps.module.css';

/** The keys of a command as they are printed on the keyboard. */
export function Keycaps({ id }: { id: KeyId }) {
  const { t } = useTranslation();
  const other = otherCaps(id);
  return (
    <span className={classes.caps}>
      <Presses presses={caps(id)} />
      {other && <span className={classes.then}>{t('keys.or')}</span>}
      {other && <Presses presses={other} />}
    </span>
  );
}

function Presses({ presses }: { presses: string[][] }) {
  const { t } = useTranslation();
  return presses.map((press, index) => (
    <Fragment key={press.join('+')}>
      {index > 0 && <span className={classes.then}>{t('keys.then')}</span>}
      {press.map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </Fragment>
  ));
}
