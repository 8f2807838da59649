import { Badge } from '@mantine/core';
import { IconAlertOctagon, IconCircleCheck, IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Does a block's hash match the one recomputed here? `undefined` when it was not recomputed yet. */
export function HashMatch({ fits }: Readonly<{ fits: boolean | undefined }>): ReactNode {
  const { t } = useTranslation('ledger');
  if (fits === undefined)
    return (
      <Badge
        variant="light"
        color="gray"
        tt="none"
        miw="max-content"
        leftSection={<IconClock size={14} aria-hidden />}
      >
        {t('match.notYet')}
      </Badge>
    );
  const Icon = fits ? IconCircleCheck : IconAlertOctagon;
  return (
    <Badge
      variant="light"
      color={fits ? 'green' : 'red'}
      tt="none"
      miw="max-content"
      leftSection={<Icon size={14} aria-hidden />}
    >
      {t(fits ? 'match.fits' : 'match.broken')}
    </Badge>
  );
}
