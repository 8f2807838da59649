import { Alert, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem, ProblemCode } from '../api/problem.js';
import type { Purpose } from '../api/types.js';
import type viewer from '../language/en/viewer.json';
import { useSession } from '../session/session.js';
import { ProblemAlert } from './problem-alert.js';

/** Says, before a report is opened, that the reading is recorded, for what purpose, and who sees it. */
export function BeforeOpening({ purpose }: Readonly<{ purpose: Purpose }>): ReactNode {
  const { t } = useTranslation('viewer');
  const { t: words } = useTranslation('vocabulary');
  const { role } = useSession().person;
  return (
    <Alert color="blue" icon={<IconEye aria-hidden />} title={t('before.title')}>
      {t(role === 'patient' ? 'before.patient' : 'before.other', { purpose: words(`purpose.${purpose}`) })}
    </Alert>
  );
}

type Told = keyof typeof viewer.refusal;
const told: Readonly<Partial<Record<ProblemCode, Told>>> = {
  NO_PERMISSION: 'NO_PERMISSION',
  EXPIRED: 'EXPIRED',
  INTEGRITY: 'INTEGRITY',
  UNAVAILABLE: 'UNAVAILABLE',
  NOT_FOUND: 'NOT_FOUND',
};

/** Why a report did not open, and what to do next. */
export function Refusal({ problem }: Readonly<{ problem: Problem }>): ReactNode {
  const { t } = useTranslation('viewer');
  if (problem.code === 'CANCELLED')
    return (
      <Alert role="status" color="gray">
        {t('refusal.CANCELLED')}
      </Alert>
    );
  const more = told[problem.code];
  return (
    <>
      <ProblemAlert problem={problem} />
      {more !== undefined && <Text size="sm">{t(`refusal.${more}`)}</Text>}
    </>
  );
}
