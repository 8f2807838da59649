import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { AssignmentItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { ConfirmDialog } from '../../parts/forms/dialogs.js';
import { BlockLink, CopyableHash, PersonName, usePersonWords } from '../../parts/facts/facts.js';
import { type Done, ReceiptNote } from '../../parts/facts/receipt-note.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import { useAct } from '../../session/act.js';
import { type Column, ListTable } from '../../ui/lists/data-table.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { usePagedList } from '../../ui/lists/listing.js';
import { useNow } from '../../ui/now.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { AssignDialog } from './assign-dialog.js';
import { useDeskWords } from './desk-person.js';

const states = ['any', 'active', 'ended'] as const;
type State = (typeof states)[number];

/** Which doctors this hospital assigned to its patients. */
export function Assignments(): ReactNode {
  const { t } = useTranslation('front-desk');
  const [state, setState] = useState<State>('any');
  const [assigning, setAssigning] = useState(false);
  const [ending, setEnding] = useState<AssignmentItem>();
  const [done, setDone] = useState<Done>();
  const list = usePagedList(['assignments', 'desk', state], (after) => readAssignments(state, after));
  const columns = useColumns(setEnding);
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <NativeSelect
          id="assignments-state"
          label={t('assignments.state')}
          value={state}
          data={states.map((each) => ({ value: each, label: t(`assignments.states.${each}`) }))}
          onChange={(event) => {
            setState(states.find((each) => each === event.currentTarget.value) ?? 'any');
          }}
        />
        <Button
          onClick={() => {
            setAssigning(true);
          }}
        >
          {t('assignments.assign')}
        </Button>
      </Group>
      <ReceiptNote done={done} />
      <ListTable
        list={list}
        caption={t('assignments.caption')}
        columns={columns}
        keyOf={({ assignmentId }) => assignmentId}
        empty={<EmptyState title={t('assignments.empty.title')}>{t('assignments.empty.text')}</EmptyState>}
      />
      {assigning && (
        <AssignDialog
          onClose={() => {
            setAssigning(false);
          }}
          onDone={setDone}
        />
      )}
      {ending !== undefined && (
        <EndDialog
          assignment={ending}
          onClose={() => {
            setEnding(undefined);
          }}
          onDone={setDone}
        />
      )}
    </Stack>
  );
}

function readAssignments(state: State, after: string | undefined) {
  const query = { ...(state !== 'any' && { state }), ...(after !== undefined && { after }) };
  return dataOf(api.GET('/api/v1/assignments', { params: { query } }));
}

function useColumns(onEnd: (assignment: AssignmentItem) => void): readonly Column<AssignmentItem>[] {
  const { t } = useTranslation('front-desk');
  const format = useFormat();
  const now = useNow();
  const words = usePersonWords();
  return [
    {
      key: 'patient',
      label: t('assignments.patient'),
      cell: ({ patient }) => (
        <Stack gap={0} align="flex-start">
          {patient.fullName !== undefined && (
            <Text size="sm">
              <bdi>{patient.fullName}</bdi>
            </Text>
          )}
          <CopyableHash value={patient.personId} label={t('personId')} />
        </Stack>
      ),
    },
    { key: 'doctor', label: t('assignments.doctor'), cell: ({ doctor }) => <PersonName person={doctor} /> },
    { key: 'from', label: t('assignments.from'), cell: ({ from }) => format.date(from) },
    { key: 'until', label: t('assignments.until'), cell: ({ until }) => format.date(until) },
    {
      key: 'state',
      label: t('assignments.stateColumn'),
      cell: (item) => <StateBadge state={isOver(item, now) ? 'expired' : item.state} />,
    },
    { key: 'ledger', label: t('assignments.ledger'), cell: ({ block }) => <BlockLink number={block} /> },
    {
      key: 'act',
      label: t('assignments.act'),
      cell: (item) =>
        item.state !== 'active' || isOver(item, now) ? (
          '–'
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t('assignments.end')}: ${words(item.doctor)}`}
            onClick={() => {
              onEnd(item);
            }}
          >
            {t('assignments.end')}
          </Button>
        ),
    },
  ];
}

/** The ledger keeps `active` until someone ends it; the page itself checks whether the time has passed. */
function isOver({ state, until }: AssignmentItem, now: string): boolean {
  return state === 'active' && until <= now;
}

interface EndDialogProps {
  readonly assignment: AssignmentItem;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

function EndDialog({ assignment, onClose, onDone }: EndDialogProps): ReactNode {
  const { t } = useTranslation('front-desk');
  const words = usePersonWords();
  const deskWords = useDeskWords();
  const { personId, fullName } = assignment.patient;
  const doctor = words(assignment.doctor);
  const patient =
    fullName === undefined ? words(assignment.patient) : deskWords({ personId, name: fullName });
  const act = useAct(end, {
    changes: ['assignments'],
    onDone: ({ receipt }) => {
      onDone({ text: t('assignments.ended', { doctor }), receipt });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('assignments.endTitle')}
      verb={t('assignments.end')}
      danger
      busy={act.pending}
      onConfirm={() => {
        act.run(assignment.assignmentId);
      }}
      onClose={onClose}
    >
      <Stack>
        <Text>
          <bdi>{t('assignments.endText', { doctor, patient })}</bdi>
        </Text>
        {act.problem !== undefined && (
          <ProblemAlert problem={act.problem} words={t('assignments.endProblem', { returnObjects: true })} />
        )}
      </Stack>
    </ConfirmDialog>
  );
}

function end(assignmentId: string) {
  return dataOf(api.DELETE('/api/v1/assignments/{assignmentId}', { params: { path: { assignmentId } } }));
}
