import { timeNow, timeNowText } from '../../api/clock.js';

/** Milliseconds of a day without a clock change. */
const dayLength = 86_400_000;

/** The form of a day in a date field. */
const form = /^\d{4}-\d\d-\d\d$/;

/** The day of a given time in the person's own zone, as a date field has it: `2026-12-24`. */
export function dayOf(moment: string | Date): string {
  const at = new Date(moment);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const year = String(at.getFullYear()).padStart(4, '0');
  return `${year}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** The day that many days after another one, by default today, in the person's own zone. */
export function dayIn(days: number, from = new Date(timeNow())): string {
  const day = new Date(from);
  day.setDate(day.getDate() + days);
  return dayOf(day);
}

/**
 * The start of a day in the person's own zone, as the API expects it; where clocks change at midnight, it is not 0:00.
 */
export function startOfDay(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}

/** The start of the next day. */
export function startOfDayAfter(day: string): string {
  const next = noonOf(day);
  next.setDate(next.getDate() + 1);
  next.setHours(0, 0, 0, 0);
  return next.toISOString();
}

/** The end of a day in the person's own zone, as the API expects it. */
export function endOfDay(day: string): string {
  return new Date(Date.parse(startOfDayAfter(day)) - 1).toISOString();
}

/**
 * The last day of a permission that begins at once or on a future day and lasts at most that many days of 24 hours.
 * Days with a clock change do not have 24 hours.
 */
export function lastDay(longest: number, from = dayIn(0)): string {
  const start = Math.max(Date.parse(startOfDay(from)), timeNow());
  const near = [0, 1, 2].map((less) => dayIn(longest - less, noonOf(from)));
  return near.find((day) => isDay(day) && Date.parse(endOfDay(day)) <= start + longest * dayLength) ?? from;
}

/** Is the day today or in the future? */
export function isComing(day: string): boolean {
  return form.test(day) && endOfDay(day) > timeNowText();
}

/** Does the text have the form of a day, in a year whose days and following days RFC 3339 can write? */
export function isDay(text: string): boolean {
  return form.test(text) && text < '9998';
}

/** A time that lies within the day whenever its clocks change. */
function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00`);
}
