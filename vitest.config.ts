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
    projects: [
      {
        test: {
          name: 'pure',
          include: ['{ledger-model,sealing,key-agent,network,gateway-app,gateway-app/web}/test/**/*.test.ts'],
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
          name: 'pages',
          include: ['tests/pages/**/*.test.ts'],
          execArgv: ['--disable-warning=ExperimentalWarning'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
