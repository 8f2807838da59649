import { Alert, NativeSelect, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem, ProblemCode } from '../api/problem.js';
import type { Purpose } from '../api/types.js';
import type viewer from '../language/en/viewer.json';
import { useSession } from '../session/session.js';
import type { Opening } from './opened-report.js';
import { ProblemAlert } from './problem-alert.js';

interface BeforeOpeningProps {
  readonly opening: Pick<Opening, 'basis' | 'purposes'>;
  readonly purpose: Purpose;
  readonly onChoose: (purpose: Purpose) => void;
}

/** Says, before a report is opened, that the reading is recorded, for what purpose, and who sees it. */
export function BeforeOpening({ opening, purpose, onChoose }: BeforeOpeningProps): ReactNode {
  const { t } = useTranslation('viewer');
  const { t: words } = useTranslation('vocabulary');
  const { role } = useSession().person;
  const { basis, purposes = [purpose] } = opening;
  const isOwn = role === 'patient' && basis === undefined;
  return (
    <>
      <Alert color="blue" icon={<IconEye aria-hidden />} title={t('before.title')}>
        {t(isOwn ? 'before.patient' : 'before.other', { purpose: words(`purpose.${purpose}`) })}
      </Alert>
      {purposes.length > 1 && (
        <NativeSelect
          label={t('before.purpose')}
          value={purpose}
          data={purposes.map((each) => ({ value: each, label: words(`purpose.${each}`) }))}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onChoose(purposes.find((each) => each === value) ?? purpose);
          }}
        />
      )}
    </>
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
