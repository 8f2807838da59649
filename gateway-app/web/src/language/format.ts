import { useTranslation } from 'react-i18next';
import { timeNow } from '../api/clock.js';

/** Dates, numbers and sizes in the person's language; times always name their zone. */
export interface Format {
  /** `24 Nov 2026, 19:30 GMT+5:30` */
  time(iso: string): string;
  /** `19:30 GMT+5:30`: for a moment that is near. */
  clock(iso: string): string;
  /** `24 November 2026` */
  date(iso: string): string;
  /** `3 minutes ago`, `in 2 days` */
  ago(iso: string): string;
  /** Bytes for people: `1.2 MB`. */
  size(bytes: number): string;
  number(value: number): string;
  percent(share: number): string;
  list(items: readonly string[]): string;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
const spans = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Formats in the language that is chosen now. */
export function useFormat(): Format {
  return formatOf(useTranslation().i18n.language);
}

/** Formats of a language; the test languages write as English does. */
function formatOf(language: string): Format {
  const locale = language.startsWith('x-') ? 'en' : language === 'en' ? 'en-IN' : language;
  return {
    time: (iso) =>
      new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        timeZoneName: 'short',
      }).format(new Date(iso)),
    clock: (iso) => new Intl.DateTimeFormat(locale, { timeStyle: 'long' }).format(new Date(iso)),
    date: (iso) => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(iso)),
    ago: (iso) => relative(locale, (Date.parse(iso) - timeNow()) / 1000),
    size: (bytes) => sized(locale, bytes),
    number: (value) => new Intl.NumberFormat(locale).format(value),
    percent: (share) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share),
    list: (items) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
  };
}

function relative(locale: string, seconds: number): string {
  const [unit, length] = spans.find(([, span]) => Math.abs(seconds) >= span) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(seconds / length), unit);
}

function sized(locale: string, bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}
