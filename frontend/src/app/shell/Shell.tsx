import { Drawer } from '@mantine/core';
import { Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storage } from '@/platform';
import { Confirm, Leaving, PageSkeleton, PartHere, useDensity, useKeptTheme } from '@/shared/ui';
import { CreateMenu } from './CreateMenu';
import { QuickCreate, useCreatableTypes, useTypeHere } from './create';
import { HelpPanel, useHelp } from './help';
import { KeySheet } from './KeySheet';
import { Navigation } from './Navigation';
import { CommandPalette } from './palette/CommandPalette';
import { useRememberVisits } from './palette/useRecent';
import classes from './Shell.module.css';
import { TopBar } from './TopBar';
import { Trays } from './trays/Trays';
import { useIdleLock } from './useIdleLock';
import { useLiveEvents } from './useLiveEvents';
import { useShellKeys } from './useShellKeys';

/** The frame around every page behind the sign-in. */
export function Shell() {
  return (
    <PartHere>
      <Leaving>
        <Frame />
      </Leaving>
    </PartHere>
  );
}

function Frame() {
  const { t } = useTranslation();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [sheetOpen, setSheetOpen] = useState(false);
  const [narrow, setNarrow] = useState(storage.read('nav') === 'narrow');
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [menuOpen, setMenuOpen] = useState(false);
  const [creating, setCreating] = useState<string>();
  const here = useTypeHere();
  const creatable = useCreatableTypes();
  const made = creatable.find(({ name }) => name === creating);
  const { pathname } = useLocation();
  useLiveEvents();
  useIdleLock();

  const toggleNavigation = () => {
    storage.write('nav', narrow ? 'wide' : 'narrow');
    setNarrow(!narrow);
  };
  const help = useHelp();
  useRememberVisits();
  useDensity();
  useKeptTheme();
  useShellKeys({
    onPalette: () => setPaletteOpen(true),
    onSheet: () => setSheetOpen(true),
    onHelp: help.open,
    onNavigation: toggleNavigation,
    onCreate: creatable.length > 0 ? () => (here ? setCreating(here) : setMenuOpen(true)) : undefined,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(() => setDrawerOpen(false), [pathname]);

  return (
    <div className={classes.shell} data-narrow={narrow}>
      <a className={classes.skip} href="#main">
        {t('shell.skip')}
      </a>
      <a className={`${classes.skip} ${classes.skipToRecords}`} href="#records">
        {t('shell.skip_to_records')}
      </a>
      <div className={classes.nav} data-region="navigation">
        <Navigation narrow={narrow} onToggle={toggleNavigation} />
      </div>
      <Drawer
        opened={drawerOpen}
        onClose={() => setDrawerOpen(false)}
        size={240}
        padding={0}
        styles={{ header: { padding: '0 8px 0 16px' } }}
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
          onHelp={help.open}
        >
          <CreateMenu opened={menuOpen} onOpened={setMenuOpen} onCreate={setCreating} />
          <Trays />
        </TopBar>
        <div className={classes.beside}>
          <main id="main" className={classes.main} tabIndex={-1} data-region="main">
            <Suspense fallback={<PageSkeleton />}>
              <Outlet />
            </Suspense>
          </main>
          <Suspense>{help.place && <HelpPanel place={help.place} onClose={help.close} />}</Suspense>
        </div>
      </div>
      <CommandPalette
        opened={paletteOpen}
        onClose={() => setPaletteOpen(false)}
        onCreate={setCreating}
        onSheet={() => setSheetOpen(true)}
        onNavigation={toggleNavigation}
      />
      <Suspense>{made && <QuickCreate type={made} onClose={() => setCreating(undefined)} />}</Suspense>
      <KeySheet opened={sheetOpen} onClose={() => setSheetOpen(false)} />
      <Confirm />
    </div>
  );
}
