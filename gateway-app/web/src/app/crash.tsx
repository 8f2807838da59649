import { Button, Container } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { asProblem } from '../api/problem.js';
import { EmptyState } from '../parts/empty-state.js';
import { Page } from '../parts/page.js';

/** What stands where a page could not be shown: its hospital does not answer, or its own code failed. */
export function Crash(): ReactNode {
  const { t } = useTranslation(['common', 'problems']);
  const { code } = asProblem(useRouteError());
  const isAway = code === 'UNREACHABLE' || code === 'UNAVAILABLE';
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
