import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KEY_GROUPS, KEY_IDS, KEYS, type KeyId, keyboard } from '@/shared/keys';
import { Keycaps, usePreferences } from '@/shared/ui';
import classes from './KeySheet.module.css';
import { usePlaces } from './places';

interface KeySheetProps {
  opened: boolean;
  onClose: () => void;
}

/** Every key that does something on the page one is on. */
export function KeySheet({ opened, onClose }: KeySheetProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={760}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Sheet />
    </Modal>
  );
}

function Sheet() {
  const { t } = useTranslation();
  const { letters } = usePreferences();
  // Lists carry the names that the administrator gave them.
  const placed = new Map(usePlaces().map(({ key, text }) => [key, text]));
  const present = KEY_IDS.filter(isPresent);
  return (
    <>
      <p className={classes.hint}>{t(letters ? 'keys.hint' : 'keys.letters_off')}</p>
      <div className={classes.groups}>
        {KEY_GROUPS.map((group) => {
          const ids = present.filter((id) => KEYS[id].group === group);
          if (ids.length === 0) return null;
          return (
            <section key={group} className={classes.group}>
              <h3 className={classes.title}>{t(`keys.groups.${group}`)}</h3>
              <dl className={classes.keys}>
                {ids.map((id) => (
                  <div key={id} className={classes.key}>
                    <dt>{placed.get(id) ?? t(`keys.names.${id}`)}</dt>
                    <dd>
                      <Keycaps id={id} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </>
  );
}

function isPresent(id: KeyId): boolean {
  const { within } = KEYS[id];
  return keyboard.isBound(id) || (within !== undefined && document.querySelector(within) !== null);
}
