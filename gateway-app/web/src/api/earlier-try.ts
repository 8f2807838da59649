import { asProblem, type Problem } from './problem.js';

/** How often a call is sent again at most. */
const patience = 10;

/**
 * Makes a call, and makes it again as long as `mayTryAgain` says so: unless told otherwise, while the gateway still works
 * on an earlier try. @throws {Problem} of the last try
 */
export async function untilSettled<Result>(
  call: () => Promise<Result>,
  mayTryAgain: (problem: Problem) => Promise<boolean> = waitForEarlierTry,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      const problem = asProblem(error);
      if (tries > patience || !(await mayTryAgain(problem))) throw problem;
    }
  }
}

/** Does the gateway still work on an earlier try of this call, or undo one? If so, waits as long as it says. */
export async function waitForEarlierTry({ code, retryAfter }: Problem): Promise<boolean> {
  if (code !== 'CONFLICT' || retryAfter === undefined) return false;
  await new Promise((resolve) => setTimeout(resolve, retryAfter * 1000));
  return true;
}
