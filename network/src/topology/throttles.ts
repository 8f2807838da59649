import { throttleSettings } from '@medseal/gateway-app/throttle-settings';

/**
 * Settings of a gateway that bench and fuzz lift, each for one network: of the user's environment these alone reach gateways.
 * A gateway that gets none of them has the strict ones.
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
