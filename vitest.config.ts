import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Runs files in the order of their names: the scenarios that walk all blocks come after the others, faults last. */
class ByName extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1)));
  }
}

/** One test project per layer, inside out (docs: testing). Layers behind `contracts` need the running network. */
export default defineConfig({
  test: {
    sequence: { sequencer: ByName },
    // Most of these tests wait more than they compute, so two run at once even on two cores.
    maxWorkers: Math.max(2, availableParallelism()),
    // Only with --coverage.
    coverage: {
      provider: 'v8',
      include: ['{ledger-model,sealing,transport,runtime,input-rules}/src/**/*.ts'],
      reporter: ['text', 'text-summary'],
      // One to two points below what was measured (CONTRIBUTING.md).
      thresholds: { statements: 91, branches: 90, functions: 88, lines: 92 },
    },
    projects: [
      {
        test: {
          name: 'pure',
          include: [
            '{ledger-model,sealing,transport,ledger-client,runtime,input-rules,key-agent,network,gateway-app,gateway-app/web}/test/**/*.test.ts',
          ],
          execArgv: ['--disable-warning=ExperimentalWarning'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'contracts',
          include: ['chaincode/test/**/*.test.ts'],
          execArgv: ['--disable-warning=ExperimentalWarning'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'scenarios',
          include: ['tests/scenarios/**/*.test.ts'],
          execArgv: ['--disable-warning=ExperimentalWarning'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'hostile',
          include: ['tests/hostile/**/*.test.ts'],
          execArgv: ['--disable-warning=ExperimentalWarning'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'fuzz',
          include: ['tests/fuzz/**/*.test.ts'],
          execArgv: ['--disable-warning=ExperimentalWarning'],
          fileParallelism: false,
          testTimeout: 3_600_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'hosts',
          include: ['tests/hosts/**/*.test.ts'],
          execArgv: ['--disable-warning=ExperimentalWarning'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'pages',
          include: ['tests/pages/*.test.ts'],
          execArgv: ['--disable-warning=ExperimentalWarning'],
          // Each has its own browser, on one network.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // They stop parts, or check what the acts of other tests change.
        test: {
          name: 'pages-alone',
          include: ['tests/pages/alone/*.test.ts'],
          execArgv: ['--disable-warning=ExperimentalWarning'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
