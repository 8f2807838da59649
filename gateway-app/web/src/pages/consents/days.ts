/** The day of a moment in the person's own zone, as a date field has it. */
export function dayOf(iso: string): string {
  const at = new Date(iso);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** The first moment of a day in the person's own zone, as the API wants it. */
export function startOfDay(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}
