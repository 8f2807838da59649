import { runLayers } from './runner/layers.js';
import { seconds } from './runner/steps.js';

const started = performance.now();
const { passed, failed, failures = [] } = await runLayers();
process.stdout.write(`All layers took ${seconds(started)}.\n`);
for (const failure of failures) process.stdout.write(`FAILED ${failure}\n`);
// The last line: counted over all layers, read by people and by CI.
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
