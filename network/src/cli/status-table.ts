import type { NetworkStatus } from '../lifecycle/status.js';

/** The status as a table for people: one line per part, and where each organization's services are. */
export function statusTable({ state, organizations }: NetworkStatus): string {
  const rows = organizations.flatMap(({ parts }) =>
    parts.map(({ name, state, pid, port }) => [name, state, String(pid ?? '–'), String(port)]),
  );
  const services = organizations.map(({ name, gateway, height }) => [
    name,
    gateway,
    `blocks: ${height ?? '–'}`,
  ]);
  return `${columns([['part', 'state', 'pid', 'port'], ...rows])}\n\n${columns(services)}\n\nThe network is ${state}.`;
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, index) => Math.max(cell.length, widest[index] ?? 0)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
