import { runFuzzLane } from './runner/lanes.js';
import { withNetwork } from './runner/test-network.js';

/** All calls come from one address, and every run of the fuzzer logs in again and again. */
const lifted = {
  MEDSEAL_REQUESTS_PER_MINUTE: '1000000',
  MEDSEAL_FREE_LOGINS_PER_ACCOUNT: '1000000',
  MEDSEAL_FREE_LOGINS_PER_ADDRESS: '1000000',
  MEDSEAL_WAITING_LOGINS: '1000',
  MEDSEAL_WAITING_REGISTRATIONS: '1000',
};

const { passed, failed } = await withNetwork({ data: false, lifted }, (options) =>
  runFuzzLane('whole', options),
);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
