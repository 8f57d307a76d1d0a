import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { type Sync, useSync } from '../api';

const NotHere = createContext(false);

/** Whether what is named and not found may just not be kept on this computer. */
export function isPartHere(sync: Sync | undefined): boolean {
  return sync?.office === 'away' && (sync.scope.mine || sync.scope.years > 0);
}

/** Tells everything within how to call a record whose name did not come. */
export function PartHere({ children }: { children: ReactNode }) {
  return <NotHere value={isPartHere(useSync())}>{children}</NotHere>;
}

/** What stands in the place of the name of a record that one may not see, or that is not kept on this computer. */
export function useNoAccess(): string {
  const { t } = useTranslation();
  return useContext(NotHere) ? t('sync.not_here') : t('record.no_access');
}
