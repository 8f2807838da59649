/** Path of the installed fuzzer; undefined if it is not installed. */
export function findSchemathesis(environment?: NodeJS.ProcessEnv): string | undefined;
/** Why it cannot run; undefined if it is installed. */
export function lackingForSchemathesis(environment?: NodeJS.ProcessEnv): string | undefined;
/** Installs it into the cache, once. */
export function installSchemathesis(
  say: (text: string) => void,
  environment?: NodeJS.ProcessEnv,
): Promise<void>;
