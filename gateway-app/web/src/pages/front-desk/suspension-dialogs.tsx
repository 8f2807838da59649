import { NativeSelect, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import { timeNow } from '../../api/clock.js';
import { useFormat } from '../../language/format.js';
import { ConfirmDialog } from '../../parts/forms/dialogs.js';
import { useReason } from '../../parts/forms/reason-field.js';
import type { Done } from '../../parts/facts/receipt-note.js';
import { useAct } from '../../session/act.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { AboutPerson, type DeskPerson, useDeskWords } from './desk-person.js';

interface SuspensionDialogProps {
  readonly person: DeskPerson;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

/** How long a patient may be suspended, in hours; the contract allows no more. */
const spans = [1, 4, 12, 24, 48, 72] as const;

/** Suspends a person at once: a patient for some hours, a doctor until reinstated. */
export function SuspendDialog({ person, onClose, onDone }: SuspensionDialogProps): ReactNode {
  const { t } = useTranslation('front-desk');
  const format = useFormat();
  const { personId, role, elsewhere = false } = person;
  const name = useDeskWords()(person);
  const isPatient = role === 'patient';
  const [hours, setHours] = useState<number>(24);
  const reason = useReason(t('reason', { returnObjects: true }));
  const act = useAct(suspend, {
    changes: ['registrations'],
    onDone: ({ until, receipt }) => {
      const words = { name, time: until === undefined ? '' : format.time(until) };
      onDone({ text: t(until === undefined ? 'suspend.done' : 'suspend.doneUntil', words), receipt });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('suspend.title', { name })}
      verb={t('people.suspend')}
      danger
      busy={act.pending}
      onConfirm={() => {
        const line = elsewhere ? undefined : reason.take();
        if (line === undefined && !elsewhere) return;
        act.run({ personId, reason: line, ...(isPatient && { until: hoursFromNow(hours) }) });
      }}
      onClose={onClose}
    >
      <Stack>
        <AboutPerson person={person} />
        <Text>{t(isPatient ? 'suspend.textPatient' : 'suspend.textDoctor')}</Text>
        {isPatient && (
          <NativeSelect
            id="suspension-hours"
            label={t('suspend.hours')}
            value={String(hours)}
            data={spans.map((span) => ({ value: String(span), label: t('suspend.hour', { count: span }) }))}
            onChange={(event) => {
              setHours(Number(event.currentTarget.value));
            }}
          />
        )}
        {!elsewhere && reason.field}
        {act.problem !== undefined && (
          <ProblemAlert problem={act.problem} words={t('suspend.problem', { returnObjects: true })} />
        )}
      </Stack>
    </ConfirmDialog>
  );
}

/** Ends a suspension. */
export function ReinstateDialog({ person, onClose, onDone }: SuspensionDialogProps): ReactNode {
  const { t } = useTranslation('front-desk');
  const { personId } = person;
  const name = useDeskWords()(person);
  const act = useAct(reinstate, {
    changes: ['registrations'],
    onDone: ({ receipt }) => {
      onDone({ text: t(receipt === undefined ? 'reinstate.ended' : 'reinstate.done', { name }), receipt });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('reinstate.title', { name })}
      verb={t('people.reinstate')}
      busy={act.pending}
      onConfirm={() => {
        act.run(personId);
      }}
      onClose={onClose}
    >
      <Stack>
        <AboutPerson person={person} />
        <Text>{t('reinstate.text')}</Text>
        {act.problem !== undefined && (
          <ProblemAlert problem={act.problem} words={t('reinstate.problem', { returnObjects: true })} />
        )}
      </Stack>
    </ConfirmDialog>
  );
}

/** One minute less, so that a clock ahead of the peers' clocks does not request more than is allowed. */
function hoursFromNow(hours: number): string {
  return new Date(timeNow() + hours * 3_600_000 - 60_000).toISOString();
}

function suspend({
  personId,
  reason,
  until,
}: Readonly<{ personId: string; reason: string | undefined; until?: string }>) {
  const body = { ...(reason !== undefined && { reason }), ...(until !== undefined && { until }) };
  return dataOf(api.POST('/api/v1/people/{personId}/suspension', { params: { path: { personId } }, body }));
}

function reinstate(personId: string) {
  return dataOf(api.DELETE('/api/v1/people/{personId}/suspension', { params: { path: { personId } } }));
}
