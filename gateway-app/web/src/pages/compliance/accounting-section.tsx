import { Button, Code, Group, SimpleGrid, Stack, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, type SubmitEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { AccountingRequest, AuditItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { BlockLink, When } from '../../parts/facts/facts.js';
import { PatientIdField } from '../../parts/people/patient-id-field.js';
import { DayField } from '../../parts/forms/day-field.js';
import { dayIn, startOfDay, startOfDayAfter } from '../../parts/forms/days.js';
import { useSession } from '../../session/session.js';
import { type Column, DataTable } from '../../ui/lists/data-table.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { FactList } from '../../ui/lists/fact-list.js';
import { PrintButton } from '../../ui/print/print-button.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { AnswerFrame } from './answer-frame.js';
import { Outcome } from './events-table.js';
import { type Answering, useAnswer } from './use-answer.js';
import { PartyName, useCodeWords } from './words.js';

type Mistake = 'patientMissing' | 'from' | 'to' | 'period';

/** The accounting of disclosures of one patient in a period, to print. */
export function AccountingSection(): ReactNode {
  const { t } = useTranslation('compliance');
  const [patient, setPatient] = useState('');
  const [from, setFrom] = useState(dayIn(-30));
  const [to, setTo] = useState(dayIn(0));
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  const answering = useAnswer(account);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const found = mistakesOf({ patient, from, to });
    setMistakes(found);
    if (found.length === 0) answering.ask({ patient, from: startOfDay(from), to: startOfDayAfter(to) });
  };
  const errorOf = (...these: readonly Mistake[]): string | undefined => {
    const mistake = these.find((each) => mistakes.includes(each));
    return mistake && t(`mistake.${mistake}`);
  };
  return (
    <Stack>
      <form noValidate onSubmit={submit}>
        <Stack maw={640}>
          <ErrorSummary errors={mistakes.map((each) => ({ id: fields[each], text: t(`mistake.${each}`) }))} />
          <PatientIdField
            id="accounting-patient"
            label={t('filter.patient')}
            value={patient}
            onChange={setPatient}
            error={errorOf('patientMissing')}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <DayField
              id="accounting-from"
              required
              label={t('filter.from')}
              max={dayIn(0)}
              value={from}
              error={errorOf('from')}
              onDay={setFrom}
            />
            <DayField
              id="accounting-to"
              required
              label={t('filter.to')}
              max={dayIn(0)}
              value={to}
              error={errorOf('to', 'period')}
              onDay={setTo}
            />
          </SimpleGrid>
          <Group>
            <Button
              type="submit"
              loading={answering.pending}
              leftSection={<IconSearch size={18} aria-hidden />}
            >
              {t('accounting.ask')}
            </Button>
          </Group>
        </Stack>
      </form>
      {answering.problem !== undefined && (
        <ProblemAlert
          problem={answering.problem}
          words={{ NOT_FOUND: t('accounting.notFound'), FORBIDDEN: t('accounting.notOurs') }}
        />
      )}
      <AnswerFrame
        answering={answering}
        empty={<EmptyState title={t('accounting.none')}>{t('accounting.noneText')}</EmptyState>}
      >
        {(items) => <Sheet items={items} answering={answering} />}
      </AnswerFrame>
    </Stack>
  );
}

const fields: Readonly<Record<Mistake, string>> = {
  patientMissing: 'accounting-patient',
  from: 'accounting-from',
  to: 'accounting-to',
  period: 'accounting-to',
};

function mistakesOf({
  patient,
  from,
  to,
}: Readonly<{ patient: string; from: string; to: string }>): readonly Mistake[] {
  return [
    ...(patient === '' ? (['patientMissing'] as const) : []),
    ...(from === '' ? (['from'] as const) : []),
    ...(to === '' ? (['to'] as const) : []),
    ...(from !== '' && to !== '' && from > to ? (['period'] as const) : []),
  ];
}

function account(request: AccountingRequest, after: string | undefined) {
  const body = { ...request, limit: 200, ...(after !== undefined && { after }) };
  return dataOf(api.POST('/api/v1/audit/accounting', { body }));
}

interface SheetProps {
  readonly items: readonly AuditItem[];
  readonly answering: Answering<AccountingRequest>;
}

/** The printed page: whose, which period, where the question is recorded, and the disclosures shown so far. */
function Sheet({ items, answering: { answer } }: SheetProps): ReactNode {
  const { t } = useTranslation('compliance');
  const format = useFormat();
  const { person } = useSession();
  const sheet = useRef<HTMLDivElement>(null);
  const columns = useColumns();
  if (answer === undefined) return null;
  const { request, questions, next } = answer;
  return (
    <Stack>
      <Group>
        <PrintButton sheet={sheet}>{t('accounting.print')}</PrintButton>
      </Group>
      <Stack ref={sheet}>
        <Title order={2}>{t('accounting.title')}</Title>
        <FactList
          facts={[
            [t('accounting.patient'), request.patient],
            [
              t('accounting.period'),
              t('accounting.fromTo', { from: format.time(request.from), to: format.time(request.to) }),
            ],
            [t('accounting.askedBy'), person.organization],
            [
              t('accounting.recordedAs'),
              format.list(
                questions.map(({ auditQueryId, block }) =>
                  t('accounting.question', { id: auditQueryId, block }),
                ),
              ),
            ],
            [
              t('accounting.shown'),
              t(next === undefined ? 'answer.all' : 'answer.some', { count: items.length }),
            ],
          ]}
        />
        <DataTable
          caption={t('accounting.title')}
          items={items}
          keyOf={({ disclosureId = '', transactionId }) => `${transactionId} ${disclosureId}`}
          columns={columns}
        />
      </Stack>
    </Stack>
  );
}

function useColumns(): readonly Column<AuditItem>[] {
  const { t } = useTranslation(['compliance', 'vocabulary']);
  const words = useCodeWords();
  return [
    { key: 'at', label: t('field.at'), cell: ({ at }) => <When at={at} /> },
    { key: 'reader', label: t('accounting.reader'), cell: ({ actor }) => <WholeParty party={actor} /> },
    {
      key: 'report',
      label: t('field.reportId'),
      cell: ({ reportId }) => (reportId === undefined ? '–' : <WholeId id={reportId} />),
    },
    {
      key: 'purpose',
      label: t('vocabulary:label.purposes'),
      cell: ({ purposes = [] }) => words.purposes(purposes),
    },
    {
      key: 'basis',
      label: t('field.basis'),
      cell: ({ basis }) => (basis === undefined ? '–' : words.basis(basis.kind)),
    },
    { key: 'outcome', label: t('field.outcome'), cell: (item) => <Outcome item={item} /> },
    { key: 'block', label: t('field.block'), cell: ({ block }) => <BlockLink number={block} /> },
  ];
}

/** On paper no one can look up a shortened id: it is printed whole. */
function WholeId({ id }: Readonly<{ id: string }>): ReactNode {
  return (
    <Code className="ledger-code" px={0} bg="transparent">
      {id}
    </Code>
  );
}

function WholeParty({ party }: Readonly<{ party: AuditItem['actor'] }>): ReactNode {
  if (party.personId === undefined) return <PartyName party={party} />;
  return (
    <Stack gap={2}>
      <WholeId id={party.personId} />
      {party.organization}
    </Stack>
  );
}
