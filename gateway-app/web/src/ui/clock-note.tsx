import { Alert } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceTime, timeNowText, useClockDifference } from '../api/clock.js';
import { useFormat } from '../language/format.js';

/** Milliseconds that a device's clock may be off without a word. */
const tolerated = 120_000;

/** Says that this device's clock and the hospital's, by which everything here is reckoned, differ. Which one is wrong nobody here knows. */
export function ClockNote(): ReactNode {
  return Math.abs(useClockDifference()) > tolerated ? <Note /> : null;
}

/** The two times stay as they are when the note comes: a screen reader would say each change. */
function Note(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [{ device, hospital }] = useState(() => ({
    device: new Date(deviceTime()).toISOString(),
    hospital: timeNowText(),
  }));
  return (
    <Alert
      role="status"
      color="yellow"
      variant="light"
      icon={<IconClockExclamation aria-hidden />}
      title={t('clock.title')}
    >
      {t('clock.text', { device: format.time(device), hospital: format.time(hospital) })}
    </Alert>
  );
}
