import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTypes } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import { EmptyState, TypeIcon } from '@/shared/ui';
import classes from '../admin.module.css';
import { SplitPage } from '../SplitPage';
import { PresetSection } from './PresetSection';
import { TypeForm } from './TypeForm';

/** Element types with what all may do by default, and their fields. */
export function TypesPage({ id }: { id: string | undefined }) {
  const { t, i18n } = useTranslation();
  const types = useTypes();
  const chosen = types.find((type) => type.name === id);
  return (
    <SplitPage
      section="types"
      list={
        <ul className={classes.items} style={{ paddingTop: 8 }}>
          {types.map((type) => (
            <li key={type.name}>
              <Link
                to="/admin/$section/$id"
                params={{ section: 'types', id: type.name }}
                className={classes.item}
                style={{ display: 'flex', gap: 8, alignItems: 'center' }}
              >
                <TypeIcon type={type} size={16} />
                {typeLabel(type, i18n.language, 'many')}
              </Link>
            </li>
          ))}
        </ul>
      }
    >
      {chosen ? (
        <TypeForm key={chosen.name} type={chosen} />
      ) : (
        <>
          {id === undefined && <PresetSection />}
          <EmptyState
            title={id === undefined ? t('admin.choose_type') : t('common.not_found')}
            text={t('admin.sections.types.hint')}
          />
        </>
      )}
    </SplitPage>
  );
}
