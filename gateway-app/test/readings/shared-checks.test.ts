import { expect, test } from 'vitest';
import { failing, fine, type Finding } from '../../src/domain/health/health.js';
import { SharedChecks } from '../../src/use-cases/shared/shared-checks.js';

test('all callers share one look, and its result for two seconds', async () => {
  let [time, looks] = [0, 0];
  let { promise, resolve } = Promise.withResolvers<Finding>();
  const part = () => {
    looks++;
    return promise;
  };
  const shared = new SharedChecks({ looks: { part }, now: () => time });
  const asked = Array.from({ length: 100 }, () => shared.read());
  time = 1_500;
  resolve(fine('Good.'));
  for (const checks of await Promise.all(asked))
    expect(checks).toMatchObject([{ name: 'part', state: 'ok' }]);
  time = 3_499;
  await shared.read();
  expect(looks).toBe(1);
  time = 3_500;
  ({ promise, resolve } = Promise.withResolvers<Finding>());
  resolve(failing('Bad.', 'Mend it.'));
  expect(await shared.read()).toMatchObject([{ state: 'fail' }]);
  expect(looks).toBe(2);
});

test('a look that exceeds its time fails and is aborted; others are not', async () => {
  const signals: Record<string, AbortSignal> = {};
  const shared = new SharedChecks({
    looks: {
      silent: (signal) => {
        signals['silent'] = signal;
        return Promise.race([]);
      },
      prompt: (signal) => {
        signals['prompt'] = signal;
        return Promise.resolve(fine('Good.'));
      },
    },
  });
  const [silent, prompt] = await shared.read();
  expect([silent?.state, prompt?.state]).toEqual(['fail', 'ok']);
  expect([signals['silent']?.aborted, signals['prompt']?.aborted]).toEqual([true, false]);
});
