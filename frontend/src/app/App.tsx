import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { theme } from '@/shared/ui';
import classes from './App.module.css';
import { queryClient } from './queryClient';
import { router } from './router';

const colorScheme = localStorageColorSchemeManager({ key: 'kontora.theme' });

export function App() {
  const { i18n } = useTranslation();
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorScheme}>
      <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>
        <QueryClientProvider client={queryClient}>
          {/* At the top in the middle: the buttons of forms and panels stand at the bottom and at the right. */}
          <Notifications
            position="top-center"
            className={classes.toasts}
            containerWidth={360}
            limit={3}
            autoClose={8000}
            role="status"
          />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  );
}
