import type { Network } from '../kit/network/network.js';

/** What `npm run fsck -- --json` says, as far as tests need it. */
export interface FsckAnswer {
  readonly clean: boolean;
  readonly organizations: readonly Readonly<{
    organization: string;
    versions: number;
    objects: number;
    pending: number;
    findings: readonly Readonly<{ kind: string; subject: string }>[];
  }>[];
}

/** Compares ledgers and stores with the operator's command. */
export async function fsck(network: Network): Promise<FsckAnswer> {
  return JSON.parse(await network.output('fsck', '--json')) as FsckAnswer;
}
