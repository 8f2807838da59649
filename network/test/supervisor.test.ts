import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../../runtime/test/test-folder.js';
import { Supervisor } from '../src/supervisor/supervisor.js';
import { exampleInstance } from './example-instance.js';

test('a part that cannot start keeps no other part from being started, and all are tried again', async () => {
  const home = testFolder();
  // No part can open its log here.
  writeFileSync(path.join(home, 'logs'), '');
  const supervisor = new Supervisor({ instance: exampleInstance(home), note: () => undefined });
  const parts = ['HospitalA/orderer', 'HospitalA/peer', 'HospitalB/peer'];
  try {
    await expect(supervisor.handle({ do: 'start', parts })).rejects.toThrow(
      /^HospitalA\/orderer: .+; HospitalA\/peer: .+; HospitalB\/peer: /,
    );
    const states = supervisor.report().filter(({ name }) => parts.includes(name));
    expect(states.map(({ state }) => state)).toEqual(['restarting', 'restarting', 'restarting']);
  } finally {
    await supervisor.handle({ do: 'shutdown' });
  }
});
