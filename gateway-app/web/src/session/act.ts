import { useMutation, useQueryClient } from '@tanstack/react-query';
import { asProblem, type Problem } from '../api/problem.js';
import { useGuard } from './guard.js';

/** A running, failed or finished act of the person. */
export interface Act<Input, Output> {
  /** Runs the act; `problem` then holds what went wrong. */
  readonly run: (input: Input) => void;
  /** Runs the act; resolves with `undefined` when it failed or was cancelled. */
  readonly runAsync: (input: Input) => Promise<Output | undefined>;
  readonly pending: boolean;
  /** What went wrong last time; a cancelled act is not a problem. */
  readonly problem: Problem | undefined;
  readonly result: Output | undefined;
  readonly reset: () => void;
}

/**
 * An act of the person on the ledger. It asks for the password when the server requires it. Afterwards, even if it
 * failed, it reads the lists again that it changes (first members of query keys), so that the page shows what is true
 * now.
 */
export function useAct<Input, Output>(
  act: (input: Input) => Promise<Output>,
  options: Readonly<{ changes?: readonly string[]; onDone?: (output: Output, input: Input) => void }> = {},
): Act<Input, Output> {
  const guard = useGuard();
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: (input: Input) => guard(() => act(input)),
    onSuccess: (output, input) => options.onDone?.(output, input),
    onSettled: () => {
      for (const topic of options.changes ?? []) void queries.invalidateQueries({ queryKey: [topic] });
    },
  });
  const problem = mutation.error === null ? undefined : asProblem(mutation.error);
  return {
    run: (input) => {
      mutation.mutate(input);
    },
    // The failure is in `problem`; callers only need to know that there is no result.
    runAsync: (input) => mutation.mutateAsync(input).catch(() => undefined),
    pending: mutation.isPending,
    problem: problem?.code === 'CANCELLED' ? undefined : problem,
    result: mutation.data,
    reset: mutation.reset,
  };
}
