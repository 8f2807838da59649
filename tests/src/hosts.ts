import { runHostsLane } from './runner/lanes.js';

const { passed, failed } = await runHostsLane('whole');
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
