import { Alert, Button, NativeSelect, Text } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem, ProblemCode } from '../../api/problem.js';
import type { Purpose } from '../../api/types.js';
import type viewer from '../../language/en/viewer.json';
import { Waiting } from '../../ui/lists/listing.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import type { Way, Ways } from './ways.js';

interface BeforeOpeningProps {
  readonly ways: Ways;
  readonly chosen: Way | undefined;
  readonly onChoose: (purpose: Purpose) => void;
  /** Are the stored bytes only fetched, without showing anything? */
  readonly verifies?: boolean;
}

/** The way that the person chose, as long as it exists; otherwise the likeliest. */
export function useChosenWay({ ways = [] }: Ways) {
  const [purpose, choose] = useState<Purpose>();
  return { chosen: ways.find((way) => way.purpose === purpose) ?? ways[0], choose };
}

/** Says before opening that the reading is recorded, for which purpose, and who sees it; or that nothing permits it. */
export function BeforeOpening(props: BeforeOpeningProps): ReactNode {
  const { chosen, onChoose, verifies = false } = props;
  const { ways, isGone, problem } = props.ways;
  const { t } = useTranslation('viewer');
  const { t: words } = useTranslation('vocabulary');
  if (problem !== undefined) return <ProblemAlert problem={problem} />;
  if (ways === undefined) return <Waiting />;
  if (chosen === undefined)
    return (
      <Alert role="status" color="orange" icon={<IconEyeOff aria-hidden />} title={t('noWay.title')}>
        {t(isGone ? 'noWay.gone' : 'noWay.text')}
      </Alert>
    );
  const act = verifies ? 'verify.before' : 'before';
  const purpose = words(`purpose.${chosen.purpose}`);
  return (
    <>
      <Alert color="blue" icon={<IconEye aria-hidden />} title={t(`${act}.title`)}>
        {t(`${act}.${chosen.basis === 'own' ? 'patient' : 'other'}`, { purpose })}
      </Alert>
      {ways.length > 1 && (
        <NativeSelect
          label={t('before.purpose')}
          value={chosen.purpose}
          data={ways.map((way) => ({ value: way.purpose, label: words(`purpose.${way.purpose}`) }))}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const found = ways.find((way) => way.purpose === value);
            if (found !== undefined) onChoose(found.purpose);
          }}
        />
      )}
    </>
  );
}

interface GoingProps {
  readonly ways: Ways;
  readonly busy: boolean;
  readonly words: string;
  readonly onGo: () => void;
}

/** The button that records the reading; absent if that would be a refusal. */
export function Going({ ways: { ways, problem }, busy, words, onGo }: GoingProps): ReactNode {
  if (problem !== undefined || ways?.length === 0) return null;
  return (
    <Button data-autofocus loading={busy || ways === undefined} onClick={onGo}>
      {words}
    </Button>
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
  if (problem.reason !== undefined)
    return <ProblemAlert problem={problem} words={{ [problem.code]: t(`refusal.${problem.reason}`) }} />;
  const more = told[problem.code];
  return (
    <>
      <ProblemAlert problem={problem} />
      {more !== undefined && <Text size="sm">{t(`refusal.${more}`)}</Text>}
    </>
  );
}
