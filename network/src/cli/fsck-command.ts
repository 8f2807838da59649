import type { Command } from 'commander';
import { z } from 'zod';
import { runGatewayCommand } from '../lifecycle/gateway-command.js';
import type { Progress } from '../progress.js';
import { type Instance, openInstance } from '../topology/instance.js';
import type { CommandContext } from './commands.js';

const reportSchema = z.object({
  mspId: z.string(),
  blocks: z.int(),
  versions: z.int(),
  objects: z.int(),
  bytes: z.int(),
  pending: z.int(),
  unreachable: z.array(z.string()),
  findings: z.array(z.object({ kind: z.string(), subject: z.string() })),
});
type OrganizationReport = Readonly<z.infer<typeof reportSchema> & { organization: string }>;

/**
 * Adds `fsck` (npm run fsck): exit code 0 when nothing was found, 1 with findings or when an organization could not
 * check.
 */
export function addFsckCommand(program: Command, { environment, print, progress }: CommandContext): void {
  program
    .command('fsck')
    .description('compare every organization’s ledger with its store while the network runs')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const organizations = await inspectAll(openInstance(environment), progress);
      const clean = organizations.every(({ findings }) => findings.length === 0);
      print(json ? JSON.stringify({ clean, organizations }, undefined, 2) : describe(organizations));
      if (!clean) process.exitCode = 1;
    });
}

/** One after the other: each reads its whole ledger and hashes its whole store. */
async function inspectAll(instance: Instance, progress: Progress): Promise<OrganizationReport[]> {
  const reports: OrganizationReport[] = [];
  for (const organization of instance.organizations) {
    const { name } = organization;
    const answer = await progress.step(`Inspecting ${name}`, () =>
      runGatewayCommand(instance, organization, {
        name: 'fsck',
        failure: `${name} could not be inspected`,
        onProgress: (sentence) => {
          progress.note(`  ${name}: ${sentence}`);
        },
      }),
    );
    reports.push({ organization: name, ...reportSchema.parse(JSON.parse(answer)) });
  }
  return reports;
}

function describe(reports: readonly OrganizationReport[]): string {
  const lines = reports.flatMap(({ organization, findings, unreachable, ...figures }) => [
    `${organization}: ${figures.blocks} blocks, ${figures.versions} reports in ${figures.objects} objects, ${figures.bytes} bytes hashed` +
      (figures.pending === 0 ? '' : `, ${figures.pending} uploads under way`) +
      (unreachable.length === 0 ? '' : `; no answer from the peers of ${unreachable.join(', ')}`),
    ...findings.map(({ kind, subject }) => `  ${kind}: ${subject}`),
  ]);
  const total = reports.reduce((sum, { findings }) => sum + findings.length, 0);
  return [...lines, total === 0 ? 'Nothing is wrong.' : `Findings: ${total}.`].join('\n');
}
