import { TextInput, type TextInputProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { isDay } from './days.js';

interface DayFieldProps extends Omit<TextInputProps, 'type' | 'onChange'> {
  /** `2026-12-24`, or empty. */
  readonly value: string;
  readonly onDay: (day: string) => void;
}

/** A day, typed or chosen. Browsers accept years of six digits; this field rejects years that RFC 3339 cannot write. */
export function DayField({ onDay, max = '9997-12-31', ...rest }: DayFieldProps): ReactNode {
  return (
    <TextInput
      {...rest}
      type="date"
      max={max}
      onChange={({ currentTarget: { value } }) => {
        if (value === '' || isDay(value)) onDay(value);
      }}
    />
  );
}
