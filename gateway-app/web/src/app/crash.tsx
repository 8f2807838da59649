import { Button, Container } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../parts/empty-state.js';

/** What stands where a page's own code failed. */
export function Crash(): ReactNode {
  const { t } = useTranslation();
  return (
    <Container size="sm" py="xl" component="main" role="alert">
      <EmptyState
        title={t('crash.title')}
        action={
          <Button
            onClick={() => {
              globalThis.location.reload();
            }}
          >
            {t('actions.reload')}
          </Button>
        }
      >
        {t('crash.text')}
      </EmptyState>
    </Container>
  );
}
