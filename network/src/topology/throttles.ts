import { throttleSettings } from '@medseal/gateway-app/throttle-settings';

/**
 * Settings of a gateway that bench and fuzz lift, each for one network. Of the user's environment, only these reach
 * gateways. A gateway without them uses the strict ones.
 */
const names = Object.keys(throttleSettings);

/** The throttles that an environment lifts. */
export function givenThrottles(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}
