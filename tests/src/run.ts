import { runLayers, runProject } from './runner/layers.js';
import { seconds, type Totals } from './runner/steps.js';

const started = performance.now();
const [project, ...args] = process.argv.slice(2);
const running = project === undefined ? runLayers() : runProject(project, args);
const {
  passed,
  failed,
  failures = [],
} = await running.catch((error: unknown): Totals => {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return { passed: 0, failed: 1 };
});
process.stdout.write(`All of it took ${seconds(started)}.\n`);
for (const failure of failures) process.stdout.write(`FAILED ${failure}\n`);
// The last line: counted over all that ran, read by people and by CI.
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
