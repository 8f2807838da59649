import type { Environment } from '../render/node-environment.js';

/** The only variables that parts inherit from the user, so that no secret of a shell leaks into a service. */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'];

/** The environment common to all parts. */
export function baseEnvironment(): Environment {
  return Object.fromEntries(
    inherited.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
