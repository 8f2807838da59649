import {
  Anchor,
  Button,
  Code,
  CopyButton,
  Group,
  List,
  Paper,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQueries, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAbout } from '../../api/about.js';
import { api, dataOf } from '../../api/client.js';
import type { RegistrationItem } from '../../api/types.js';
import type { DeskTab } from './desk-tabs.js';

const steps = ['register', 'approve', 'verify', 'assign'] as const;
type Step = (typeof steps)[number];

const tabOf = { approve: 'waiting', verify: 'people', assign: 'assignments' } as const;

/** Tells a registrar of a new hospital what to do first; disappears for good with the first assignment. */
export function FirstSteps({ onGo }: Readonly<{ onGo: (tab: DeskTab) => void }>): ReactNode {
  const { t } = useTranslation('front-desk');
  const { organization } = useAbout();
  const done = useDone();
  if (done === undefined) return null;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="first-steps">
      <Stack>
        <div>
          <Title order={2} id="first-steps">
            {t('steps.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('steps.lead', { organization })}
          </Text>
        </div>
        <List type="ordered" listStyleType="none" spacing="md">
          {steps.map((step) => (
            <StepItem key={step} step={step} done={done.has(step)} onGo={onGo} />
          ))}
        </List>
      </Stack>
    </Paper>
  );
}

interface StepProps {
  readonly step: Step;
  readonly done: boolean;
  readonly onGo: (tab: DeskTab) => void;
}

function StepItem({ step, done, onGo }: StepProps): ReactNode {
  const { t } = useTranslation('front-desk');
  return (
    <List.Item
      icon={
        <ThemeIcon size={26} radius="xl" variant="light" color={done ? 'green' : 'gray'}>
          {done ? <IconCheck size={18} aria-hidden /> : steps.indexOf(step) + 1}
        </ThemeIcon>
      }
    >
      <Stack gap={4} align="flex-start">
        <Group gap="xs">
          <Text fw={600}>{t(`steps.${step}.title`)}</Text>
          <Text size="sm" c="dimmed">
            {t(done ? 'steps.done' : 'steps.todo')}
          </Text>
        </Group>
        <Text size="sm">{t(`steps.${step}.text`)}</Text>
        {step === 'register' ? (
          <RegistrationAddress />
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              onGo(tabOf[step]);
            }}
          >
            {t(`steps.${step}.go`)}
          </Button>
        )}
      </Stack>
    </List.Item>
  );
}

function RegistrationAddress(): ReactNode {
  const { t } = useTranslation(['front-desk', 'common']);
  const address = `${globalThis.location.origin}/register`;
  return (
    <Group gap="sm">
      <Code className="ledger-code">{address}</Code>
      <CopyButton value={address}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" onClick={copy}>
            {t(copied ? 'common:actions.copied' : 'common:actions.copy')}
          </Button>
        )}
      </CopyButton>
      <Anchor component={Link} to="/register" target="_blank" size="sm">
        {t('steps.register.open')}
      </Anchor>
    </Group>
  );
}

/**
 * Which steps are done; `undefined` until that is known. The list of people is read only while there is no assignment.
 */
function useDone(): ReadonlySet<Step> | undefined {
  const assignments = useQuery({ queryKey: ['assignments', 'steps'], queryFn: readAssignment });
  const enabled = assignments.data?.items.length === 0;
  const [active, pending] = useQueries({
    queries: [
      { queryKey: ['registrations', 'active', 'steps'], queryFn: () => readPeople('active'), enabled },
      { queryKey: ['registrations', 'pending', 'steps'], queryFn: () => readPeople('pending'), enabled },
    ],
  });
  if (!enabled || active.data === undefined || pending.data === undefined) return undefined;
  const people = [...active.data.items, ...pending.data.items].filter(isRegistered);
  return new Set(
    steps.filter(
      (step) =>
        ({
          register: people.length > 0,
          approve: active.data.items.some(({ role }) => role === 'doctor'),
          verify: people.some(({ role, identityVerified }) => role === 'patient' && identityVerified),
          assign: false,
        })[step],
    ),
  );
}

function isRegistered({ role }: RegistrationItem): boolean {
  return role === 'patient' || role === 'doctor';
}

function readPeople(state: 'active' | 'pending') {
  return dataOf(api.GET('/api/v1/registrations', { params: { query: { state, limit: '200' } } }));
}

function readAssignment() {
  return dataOf(api.GET('/api/v1/assignments', { params: { query: { limit: '1' } } }));
}
