import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { testFolder } from '../../runtime/test/test-folder.js';
import { MemberNetworks, networksPerMember } from '../src/member-networks.js';

let folder: string;
let failures: unknown[];

beforeEach(() => {
  folder = testFolder();
  failures = [];
});

const keep = (path = join(folder, 'networks.json')) =>
  new MemberNetworks({ path, onFailure: (error) => failures.push(error) });
const many = (of: string) => Array.from({ length: networksPerMember }, (_, index) => `${of}.0.0.${index}`);

describe('networks from which members have come', () => {
  test('are known after a restart, each with its members', async () => {
    const before = keep();
    before.add('A', '10.0.0.1');
    before.add('B', '10.0.0.1');
    before.add('B', '10.0.0.2');
    await before.close();
    const after = keep();
    expect([...after.membersAt('10.0.0.1')]).toEqual(['A', 'B']);
    expect([...after.membersAt('10.0.0.2')]).toEqual(['B']);
    expect([...after.membersAt('10.0.0.3')]).toEqual([]);
    expect(failures).toEqual([]);
    expect(await readdir(folder)).toEqual(['networks.json']);
  });

  test('are limited to the last used ones for each member, separately from other members’', async () => {
    const networks = keep();
    networks.add('B', '10.0.0.0');
    for (const network of many('10')) networks.add('A', network);
    networks.add('A', '10.0.0.0');
    for (const network of many('11').slice(1)) networks.add('A', network);
    await networks.close();
    for (const known of [networks, keep()]) {
      expect([...known.membersAt('10.0.0.0')].sort()).toEqual(['A', 'B']);
      expect(known.membersAt('10.0.0.1').size).toBe(0);
      for (const network of many('11').slice(1)) expect([...known.membersAt(network)]).toEqual(['A']);
    }
  });

  test.each(['', '{', '{}', '[["A"]]', '[["A",[1]]]'])(
    'are learned again if the file contains %j',
    async (content) => {
      const path = join(folder, 'networks.json');
      await writeFile(path, content);
      const networks = keep(path);
      expect(failures).toHaveLength(1);
      networks.add('A', '10.0.0.1');
      await networks.close();
      expect([...keep(path).membersAt('10.0.0.1')]).toEqual(['A']);
    },
  );

  test('that cannot be kept are still known until the end', async () => {
    const networks = keep(join(folder, 'missing', 'networks.json'));
    networks.add('A', '10.0.0.1');
    await networks.close();
    expect(failures).toHaveLength(1);
    expect([...networks.membersAt('10.0.0.1')]).toEqual(['A']);
  });
});
