import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Proposals } from '../../parts/reports/proposals.js';
import { EmptyState } from '../../ui/lists/empty-state.js';

/** Proposals that the patient has to decide on. */
export function WaitingForPatient(): ReactNode {
  const { t } = useTranslation('files');
  return (
    <Proposals
      order={2}
      empty={
        <EmptyState
          title={t('waiting.patient.title')}
          action={
            <Anchor component={Link} to="/consents">
              {t('waiting.patient.link')}
            </Anchor>
          }
        >
          {t('waiting.patient.text')}
        </EmptyState>
      }
    />
  );
}
