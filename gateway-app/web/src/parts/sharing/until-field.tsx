import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbout } from '../../api/about.js';
import { useFormat } from '../../language/format.js';
import { DayField } from '../forms/day-field.js';
import { dayIn, endOfDay, isComing, lastDay } from '../forms/days.js';

interface UntilFieldProps {
  readonly id: string;
  /** `2026-12-24`, or empty. */
  readonly value: string;
  readonly onChange: (day: string) => void;
  readonly error?: ReactNode;
  readonly label?: string;
  /** The first day of the permission; today if absent. */
  readonly from?: string;
  /** The last day that may be chosen; the consortium's limit if absent. */
  readonly last?: string;
}

/** The buttons' words and days; the button that equals the limit takes the last possible day. */
const presets = [1, 7, 30, 365] as const;

/** The last day of a permission, typed or chosen. */
export function UntilField(props: UntilFieldProps): ReactNode {
  const { t } = useTranslation();
  const { id, value, onChange, error, label, from } = props;
  const { longestConsentDays } = useAbout();
  const lastDayFrom = useLastDay();
  const last = props.last ?? lastDayFrom(from);
  return (
    <Stack gap="xs">
      <DayField
        id={id}
        required
        label={label ?? t('untilDate')}
        description={t('untilHint')}
        min={dayIn(0)}
        {...(last !== undefined && { max: last })}
        value={value}
        error={error}
        onDay={onChange}
      />
      <Group gap="xs">
        {presets
          .map((words) => ({
            day: (words === longestConsentDays ? lastDayFrom() : undefined) ?? dayIn(words),
            words,
          }))
          // While the limit is not known, a year may be too long.
          .filter(({ day, words }) => (last === undefined ? words < 365 : day <= last))
          .map(({ day, words }) => (
            <Button
              key={words}
              size="compact-sm"
              variant="default"
              aria-pressed={value === day}
              onClick={() => {
                onChange(day);
              }}
            >
              {t(`untilPresets.${words}`)}
            </Button>
          ))}
      </Group>
    </Stack>
  );
}

/** Says what is wrong with a last day: it is in the past, or further ahead than the ledger accepts. */
export function useUntilMistake(): (
  day: string,
  terms?: Pick<UntilFieldProps, 'from' | 'last'>,
) => string | undefined {
  const { t } = useTranslation();
  const format = useFormat();
  const lastDayFrom = useLastDay();
  return (day, { from, last = lastDayFrom(from) } = {}) => {
    if (!isComing(day)) return t('untilPast');
    return last !== undefined && day > last
      ? t('untilTooFar', { day: format.date(endOfDay(last)) })
      : undefined;
  };
}

/**
 * The last day of a permission that begins on a day, or at once; `undefined` while the consortium's limit is not known.
 */
function useLastDay(): (from?: string) => string | undefined {
  const { longestConsentDays } = useAbout();
  return (from = '') => {
    if (longestConsentDays === undefined) return undefined;
    const today = dayIn(0);
    return lastDay(longestConsentDays, from > today ? from : today);
  };
}
