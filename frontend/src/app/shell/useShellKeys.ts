import { goToRegion, type KeyId, saveForm, useKeyboard, useKeys } from '@/shared/keys';
import { usePreferences, useUndo } from '@/shared/ui';
import { usePlaces } from './places';

interface ShellActions {
  onPalette: () => void;
  onSheet: () => void;
  onHelp: () => void;
  onNavigation: () => void;
  onCreate: (() => void) | undefined;
}

/** The keys that act on every page. */
export function useShellKeys({ onPalette, onSheet, onHelp, onNavigation, onCreate }: ShellActions): void {
  const places = usePlaces();
  useKeyboard(usePreferences().letters);
  const undo = useUndo();
  const actions = {
    palette: onPalette,
    find: onPalette,
    sheet: onSheet,
    help: onHelp,
    create: onCreate,
    navigation: onNavigation,
    next_region: () => goToRegion(1),
    previous_region: () => goToRegion(-1),
    save: () => void saveForm(),
    undo,
  };
  const going = Object.fromEntries(
    places.flatMap(({ key, go }) => (key ? [[key, go] as [KeyId, () => void]] : [])),
  );
  useKeys({ ...actions, ...going }, true);
}
