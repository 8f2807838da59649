import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CopyableHash } from '../../parts/facts/facts.js';
import { type Done, ReceiptNote } from '../../parts/facts/receipt-note.js';
import { type ChosenPatient, useChoice, useChosen } from '../../parts/people/chosen-patient.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { useNow } from '../../ui/now.js';
import { Page } from '../../ui/page.js';
import { AskDialog } from './ask-dialog.js';
import { careFor, useCare } from './care.js';
import { MyReadings } from './my-readings.js';
import { ProposalList } from './proposal-list.js';
import { ReceivedFiles, useReceived } from './received-files.js';
import { RequestList } from './request-list.js';
import { standingOf } from './standing.js';
import { StandingList } from './standing-list.js';

/** One patient, chosen by a link or the search. */
export function PatientPage(): ReactNode {
  const { t } = useTranslation('patients');
  const patient = useChosen();
  if (patient !== undefined) return <ChosenPatientPage key={patient.personId} patient={patient} />;
  return (
    <Page title={t('page.title')}>
      <EmptyState
        title={t('page.none.title')}
        action={
          <Anchor component={Link} to="/patients">
            {t('page.none.back')}
          </Anchor>
        }
      >
        {t('page.none.text')}
      </EmptyState>
    </Page>
  );
}

function ChosenPatientPage({ patient }: Readonly<{ patient: ChosenPatient }>): ReactNode {
  const { t } = useTranslation('patients');
  const list = useCare();
  const received = useReceived(patient);
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<Done>();
  const care = careFor(list, patient);
  const standing = standingOf(care, useNow());
  const choice = useChoice();
  const reports = [...received.items, ...care.proposals];
  return (
    <Page
      title={t('page.title')}
      lead={<Whom patient={patient} />}
      actions={
        <Anchor component={Link} to="/patients" size="sm">
          {t('page.back')}
        </Anchor>
      }
    >
      <Section title={t('may.title')}>
        <StandingList list={list} care={care} />
        <Group>
          {standing.mayPropose && (
            <Button component={Link} to="/share" state={choice(patient)}>
              {t('page.propose')}
            </Button>
          )}
          <Button
            variant={standing.mayPropose ? 'default' : 'filled'}
            onClick={() => {
              setAsking(true);
            }}
          >
            {t('page.ask')}
          </Button>
        </Group>
        <ReceiptNote done={done} />
      </Section>
      <Section title={t('files.title')}>
        <ReceivedFiles list={received} />
      </Section>
      <Section title={t('requests.title')}>
        <RequestList list={{ ...list, items: care.requests }} ofOne />
      </Section>
      <Section title={t('proposals.title')}>
        <ProposalList list={{ ...list, items: care.proposals }} ofOne />
      </Section>
      <Section title={t('readings.title')} lead={t('readings.lead')}>
        <MyReadings reports={reports} />
      </Section>
      {asking && (
        <AskDialog
          patient={patient}
          reports={reports}
          onClose={() => {
            setAsking(false);
          }}
          onAsked={setDone}
        />
      )}
    </Page>
  );
}

function Whom({ patient }: Readonly<{ patient: ChosenPatient }>): ReactNode {
  const { t } = useTranslation('patients');
  return (
    <Group gap="xs" component="span">
      <CopyableHash value={patient.personId} label={t('patientId')} />
      <span>{patient.organization}</span>
    </Group>
  );
}

function Section({
  title,
  lead,
  children,
}: Readonly<{ title: string; lead?: string; children: ReactNode }>): ReactNode {
  return (
    <Stack component="section" gap="sm">
      <div>
        <Title order={2}>{title}</Title>
        {lead !== undefined && (
          <Text size="sm" c="dimmed">
            {lead}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  );
}
