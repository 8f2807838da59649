import { runTests } from './runner/steps.js';
import { withNetwork } from './runner/test-network.js';

/** Seconds for which each hostile action goes on; `npm test` has a shorter part. */
const seconds = '60';

const { passed, failed } = await withNetwork({ data: false }, (options) =>
  runTests(['hostile'], { ...options, environment: { ...options.environment, LANE_SECONDS: seconds } }),
);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
