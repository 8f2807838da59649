/**
 * A value as a CSV field (RFC 4180, section 2). A spreadsheet runs a field that begins with one of these characters
 * as a formula, so an apostrophe is put before it: the value is shown and nothing runs (OWASP, CSV Injection).
 */
export function csvField(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** One record with its line end. */
export function csvLine(values: readonly string[]): string {
  return `${values.map((value) => csvField(value)).join(',')}\r\n`;
}
