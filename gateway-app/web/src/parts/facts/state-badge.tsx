import { Badge, Stack, Text } from '@mantine/core';
import {
  IconAlertOctagon,
  IconArchive,
  IconBan,
  IconCircleCheck,
  IconClock,
  IconClockExclamation,
  IconClockOff,
  type IconProps,
  IconX,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type vocabulary from '../../language/en/vocabulary.json';

/** A state for which the catalogue has words. */
type State = keyof typeof vocabulary.state;

type Look = readonly [icon: ComponentType<IconProps>, color: string];
const good: Look = [IconCircleCheck, 'green'];
const waiting: Look = [IconClock, 'blue'];
const over: Look = [IconClockOff, 'gray'];
const refused: Look = [IconX, 'orange'];
const stopped: Look = [IconBan, 'gray'];

const looks: Readonly<Record<State, Look>> = {
  waiting,
  available: good,
  expired: over,
  revoked: stopped,
  withdrawn: [IconArchive, 'gray'],
  excluded: stopped,
  altered: [IconAlertOctagon, 'red'],
  proposed: waiting,
  accepted: good,
  rejected: refused,
  superseded: over,
  erasing: stopped,
  erased: stopped,
  active: good,
  ended: over,
  pending: waiting,
  granted: good,
  refused,
  suspended: stopped,
  recipientSuspended: stopped,
  late: [IconClockExclamation, 'orange'],
};

/** A state as a word with an icon and a colour, never by colour alone. Unknown states are shown as they are. */
export function StateBadge({ state }: Readonly<{ state: string }>): ReactNode {
  const { t } = useTranslation('vocabulary');
  if (!isState(state)) return <Badge variant="default">{state}</Badge>;
  const [Icon, color] = looks[state];
  return (
    <Badge
      variant="light"
      color={color}
      tt="none"
      miw="max-content"
      leftSection={<Icon size={14} aria-hidden />}
    >
      {t(`state.${state}`)}
    </Badge>
  );
}

/** Says that something was recorded late, and what that means. */
export function LateBadge(): ReactNode {
  const { t } = useTranslation('vocabulary');
  return (
    <Stack gap={2} align="flex-start" maw="36ch">
      <StateBadge state="late" />
      <Text size="xs" c="dimmed">
        {t('late')}
      </Text>
    </Stack>
  );
}

function isState(state: string): state is State {
  return Object.hasOwn(looks, state);
}
