import type { NetworkStatus } from '../lifecycle/status.js';

/** The status as tables for people: one line per part, where each organization's services are, and what is wrong. */
export function statusTable({ state, organizations, checks }: NetworkStatus): string {
  const rows = organizations.flatMap(({ parts }) =>
    parts.map(({ name, state, pid, port }) => [name, state, String(pid ?? '–'), String(port)]),
  );
  const services = organizations.map(({ name, gateway, height, orderer, certificates }) => [
    name,
    gateway,
    `blocks: ${height ?? '–'}`,
    `orderer: ${orderer ?? '–'}`,
    `certificates: ${certificates[0]?.daysLeft ?? '–'} days`,
  ]);
  const found = [{ name: 'network', checks }, ...organizations].flatMap(({ name, checks }) =>
    checks
      .filter((check) => check.state !== 'ok')
      .map((check) => [name, check.state, check.name, `${check.detail} ${check.remedy}`]),
  );
  const tables = [
    [['part', 'state', 'pid', 'port'], ...rows],
    services,
    ...(found.length > 0 ? [found] : []),
  ];
  return `${tables.map(columns).join('\n\n')}\n\nThe network is ${state}.`;
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
