import { Alert } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceTime, timeNowText, useClockDifference } from '../api/clock.js';
import { useFormat } from '../language/format.js';

/** Milliseconds that a device's clock may be off without a warning. */
const tolerated = 120_000;

/**
 * Says that this device's clock differs from the hospital's, which is the basis of all times here. Which one is wrong
 * is unknown.
 */
export function ClockNote(): ReactNode {
  return Math.abs(useClockDifference()) > tolerated ? <Note /> : null;
}

/** The two times do not change while the note is shown: a screen reader would announce each change. */
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
