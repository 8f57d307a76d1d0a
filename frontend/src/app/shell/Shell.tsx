import { Drawer } from '@mantine/core';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storage } from '@/platform';
import { useTypes } from '@/shared/api';
import { PageSkeleton, useDensity } from '@/shared/ui';
import { CommandPalette } from './CommandPalette';
import { KeySheet } from './KeySheet';
import { Navigation } from './Navigation';
import classes from './Shell.module.css';
import { TopBar } from './TopBar';
import { useLiveEvents } from './useLiveEvents';
import { useShellKeys } from './useShellKeys';

/** The frame around every page behind the sign-in. */
export function Shell() {
  const { t } = useTranslation();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [sheetOpen, setSheetOpen] = useState(false);
  const [narrow, setNarrow] = useState(storage.read('nav') === 'narrow');
  const [drawerOpen, setDrawerOpen] = useState(false);
  const { pathname } = useLocation();
  useLiveEvents();

  const toggleNavigation = () => {
    storage.write('nav', narrow ? 'wide' : 'narrow');
    setNarrow(!narrow);
  };
  useDensity();
  useShellKeys({
    onPalette: () => setPaletteOpen(true),
    onSheet: () => setSheetOpen(true),
    onNavigation: toggleNavigation,
    onCreate: useCreate(),
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(() => setDrawerOpen(false), [pathname]);

  return (
    <div className={classes.shell} data-narrow={narrow}>
      <a className={classes.skip} href="#main">
        {t('shell.skip')}
      </a>
      <div className={classes.nav} data-region="navigation">
        <Navigation narrow={narrow} onToggle={toggleNavigation} />
      </div>
      <Drawer
        opened={drawerOpen}
        onClose={() => setDrawerOpen(false)}
        size={240}
        padding={0}
        title={t('shell.navigation')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Navigation narrow={false} />
      </Drawer>
      <div className={classes.right}>
        <TopBar
          onSearch={() => setPaletteOpen(true)}
          onMenu={() => setDrawerOpen(true)}
          onKeys={() => setSheetOpen(true)}
        />
        <main id="main" className={classes.main} tabIndex={-1} data-region="main">
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <CommandPalette opened={paletteOpen} onClose={() => setPaletteOpen(false)} />
      <KeySheet opened={sheetOpen} onClose={() => setSheetOpen(false)} />
    </div>
  );
}

/** Opens the form of the list or card one is on, where one may make such records. */
function useCreate(): (() => void) | undefined {
  const navigate = useNavigate();
  const name = /^\/t\/([^/]+)/.exec(useLocation().pathname)?.[1];
  const type = useTypes().find((each) => each.name === name && each.can.create);
  return type && (() => void navigate({ to: '/t/$type/new', params: { type: type.name } }));
}
