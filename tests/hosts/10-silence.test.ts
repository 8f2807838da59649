import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Cable } from '../src/hosts/cable.js';
import { inTime, longest, type Outcome, writeWhile } from '../src/hosts/write-while.js';
import { eventually } from '../src/kit/eventually.js';
import { Network } from '../src/kit/network/network.js';
import { leadingOrderer, ordererOf } from '../src/kit/network/operations.js';

const hospitals = ['HospitalA', 'HospitalB'];
const network = new Network();
const cable = Cable.open();

beforeAll(async () => {
  expect((await network.status()).state).toBe('up');
});

afterEach(async () => {
  await cable.heal();
});

/** Starts of a peer; it chooses one of three orderers by chance, so that hardly any network needs more. */
const startsAtMost = 20;

/** A follower from whose orderer the peer of another organization pulls blocks; peers choose again when they start. */
async function followerWithPuller(): Promise<string> {
  const leader = await leadingOrderer(network);
  for (let start = 0; start < startsAtMost; start++) {
    for (const puller of hospitals) {
      const source = await ordererOf(network, puller);
      if (source !== undefined && source !== leader && source !== puller) return source;
    }
    const [puller = ''] = hospitals.filter((name) => name !== leader);
    await network.command('stop', `${puller}/peer`);
    await network.command('start', `${puller}/peer`);
    await eventually('the peer pulls blocks', () => ordererOf(network, puller));
  }
  throw new Error(`after ${startsAtMost} starts no peer pulls blocks from another organization's follower`);
}

/** What the hospitals that stay do while one organization is silent. */
async function silenceOf(what: string, lost: string): Promise<readonly [string, Outcome]> {
  const others = hospitals.filter((name) => name !== lost);
  return [`${what} ${lost} silent`, await writeWhile({ network, cable }, others, () => cable.isolate(lost))];
}

/** The one that was cut off got none of the others' blocks. */
const isCutOff = ({ behind }: Outcome): boolean => behind > 0;

describe('one organization falls silent, as behind a cut cable', () => {
  test('a follower, from whose orderer a peer was pulling blocks: the others go on', async () => {
    const trial = async () => await silenceOf('follower', await followerWithPuller());
    await inTime(longest.follower, trial, isCutOff);
  });

  test('the leader: the others elect another one and go on', async () => {
    const trial = async () => await silenceOf('leader', await leadingOrderer(network));
    await inTime(longest.leader, trial, isCutOff);
  });
});
