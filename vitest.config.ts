import { defineConfig } from 'vitest/config';

/** One test project per layer, inside out (docs: testing). Layers behind `contracts` need the running network. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['{ledger-model,sealing,key-agent,network,gateway-app}/test/**/*.test.ts'],
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
    ],
  },
});
