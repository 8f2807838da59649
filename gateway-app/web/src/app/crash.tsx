import { Button, Container } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { api } from '../api/client.js';
import { Problem } from '../api/problem.js';
import { EmptyState } from '../ui/lists/empty-state.js';
import { Page } from '../ui/page.js';

/** Shown in place of a page that fails: its hospital does not answer, or its own code failed. */
export function Crash(): ReactNode {
  const { t } = useTranslation(['common', 'problems']);
  const error = useRouteError();
  // A fault of the page is often a TypeError, as is a lost connection: only problems of calls and of loading are known.
  const code = error instanceof Problem ? error.code : 'INTERNAL';
  const isAway = code === 'UNREACHABLE' || code === 'UNAVAILABLE';
  useReloadWhenBack(isAway);
  return (
    <Container size="sm" py="xl" component="main">
      <Page title={t(isAway ? 'away.title' : 'crash.title')}>
        <EmptyState
          title={isAway ? t(`problems:codes.${code}`) : t('crash.text')}
          action={
            <Button
              onClick={() => {
                globalThis.location.reload();
              }}
            >
              {t('actions.reload')}
            </Button>
          }
        />
      </Page>
    </Container>
  );
}

/** Milliseconds between two checks whether the hospital's service answers again. */
const lookEvery = 5_000;

/**
 * Reloads the page when its hospital answers again. If it never stopped answering, a page that was reloaded before is
 * not reloaded again: its code would fail in the same way.
 */
function useReloadWhenBack(isAway: boolean): void {
  useEffect(() => {
    if (!isAway) return undefined;
    let mayReload = !wasReloaded();
    const timer = setInterval(() => {
      api.GET('/api/v1/about').then(
        () => {
          if (mayReload) globalThis.location.reload();
        },
        () => {
          mayReload = true;
        },
      );
    }, lookEvery);
    return () => {
      clearInterval(timer);
    };
  }, [isAway]);
}

function wasReloaded(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload';
}
