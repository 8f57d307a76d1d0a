import { Drawer } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storage } from '@/platform';
import { PageSkeleton } from '@/shared/ui';
import { CommandPalette } from './CommandPalette';
import { Navigation } from './Navigation';
import classes from './Shell.module.css';
import { TopBar } from './TopBar';
import { useLiveEvents } from './useLiveEvents';

/** The frame around every page behind the sign-in. */
export function Shell() {
  const { t } = useTranslation();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [narrow, setNarrow] = useState(storage.read('nav') === 'narrow');
  const [drawerOpen, setDrawerOpen] = useState(false);
  const { pathname } = useLocation();
  useLiveEvents();

  const toggleNavigation = () => {
    storage.write('nav', narrow ? 'wide' : 'narrow');
    setNarrow(!narrow);
  };
  useHotkeys([
    ['BracketLeft', toggleNavigation, { usePhysicalKeys: true }],
    ['mod+K', () => setPaletteOpen(true), { usePhysicalKeys: true }],
  ]);
  useHotkeys([['mod+K', () => setPaletteOpen(true), { usePhysicalKeys: true }]], []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(() => setDrawerOpen(false), [pathname]);

  return (
    <div className={classes.shell} data-narrow={narrow}>
      <a className={classes.skip} href="#main">
        {t('shell.skip')}
      </a>
      <div className={classes.nav}>
        <Navigation narrow={narrow} />
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
        <TopBar onSearch={() => setPaletteOpen(true)} onMenu={() => setDrawerOpen(true)} />
        <main id="main" className={classes.main} tabIndex={-1}>
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <CommandPalette opened={paletteOpen} onClose={() => setPaletteOpen(false)} />
    </div>
  );
}
