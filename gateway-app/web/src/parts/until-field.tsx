import { Button, Group, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface UntilFieldProps {
  readonly id: string;
  /** `2026-12-24`, or empty. */
  readonly value: string;
  readonly onChange: (day: string) => void;
  readonly error?: ReactNode;
  readonly label?: string;
}

/** Days, and what a button's words say: the end of the 365th day would be beyond the consortium's usual longest period. */
const presets = [
  { days: 1, words: 1 },
  { days: 7, words: 7 },
  { days: 30, words: 30 },
  { days: 364, words: 365 },
] as const;

/** The last day of a permission, typed or chosen. */
export function UntilField({ id, value, onChange, error, label }: UntilFieldProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <TextInput
        id={id}
        type="date"
        required
        label={label ?? t('untilDate')}
        description={t('untilHint')}
        min={dayIn(0)}
        value={value}
        error={error}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
      <Group gap="xs">
        {presets.map(({ days, words }) => (
          <Button
            key={days}
            size="compact-sm"
            variant="default"
            aria-pressed={value === dayIn(days)}
            onClick={() => {
              onChange(dayIn(days));
            }}
          >
            {t(`untilPresets.${words}`)}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}

/** The day so many days from today, in the person's own zone. */
export function dayIn(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
}

/** The last moment of a day in the person's own zone, as the API wants it. */
export function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59.999`).toISOString();
}

/** Is the day one that has not passed? */
export function isComing(day: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(day) && endOfDay(day) > new Date().toISOString();
}
