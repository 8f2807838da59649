import { lackingForSchemathesis } from '../../../network/bootstrap/schemathesis.mjs';
import { lackingForStacks } from '../hosts/stacks.js';
import { type RunOptions, runTests, sum, type Totals } from './steps.js';
import { withHosts } from './test-hosts.js';

/** How much of a lane is run: what `npm test` has time for, or all of it. */
type Extent = 'short' | 'whole';

/** Seconds that each cut lasts when the whole lane is run. */
const silence = '30';

/**
 * The lane in which organizations have network stacks of their own. On a machine that cannot make them the
 * output says so; under `MEDSEAL_REQUIRE_ALL=1` that is a failure.
 */
export async function runHostsLane(extent: Extent): Promise<Totals> {
  const lacking = lackingForStacks();
  if (lacking !== undefined) return notRun('hosts', lacking);
  return await withHosts((given) =>
    extent === 'short'
      ? runTests(['hosts'], given, ['tests/hosts/10-silence.test.ts'])
      : runTests(['hosts'], { ...given, environment: { ...given.environment, LANE_SECONDS: silence } }),
  );
}

/** Seconds and requests of the whole lane's fuzzer. */
const wholeFuzz = { FUZZ_SECONDS: '3000', FUZZ_REQUESTS: '20000' };

/**
 * The lane in which invented requests and broken HTTP reach a running gateway. The API's part needs Schemathesis:
 * without it the output says so, which under `MEDSEAL_REQUIRE_ALL=1` is a failure.
 */
export async function runFuzzLane(extent: Extent, options: RunOptions): Promise<Totals> {
  const environment = { ...options.environment, ...(extent === 'whole' && wholeFuzz) };
  const lacking = lackingForSchemathesis();
  if (lacking === undefined) return await runTests(['fuzz'], { ...options, environment });
  const rest = await runTests(['fuzz'], { ...options, environment }, ['tests/fuzz/20-raw-http.test.ts']);
  return sum([rest, notRun('fuzz of the API', lacking)]);
}

function notRun(lane: string, lacking: string): Totals {
  const said = `not run (${lacking}): ${lane}`;
  process.stdout.write(`${said}\n`);
  return process.env['MEDSEAL_REQUIRE_ALL'] === '1'
    ? { passed: 0, failed: 1, failures: [said] }
    : { passed: 0, failed: 0 };
}
