/**
 * Whether this machine can run a lane. It prints what it cannot run; under `MEDSEAL_REQUIRE_ALL=1` that is a failure.
 * @param lacking what the machine lacks; undefined when it has everything
 */
export function canRun(lane: string, lacking: string | undefined): boolean {
  if (lacking === undefined) return true;
  if (process.env['MEDSEAL_REQUIRE_ALL'] === '1') throw new Error(`${lane}: this machine ${lacking}`);
  process.stdout.write(`not run (${lacking}): ${lane}\n`);
  return false;
}
