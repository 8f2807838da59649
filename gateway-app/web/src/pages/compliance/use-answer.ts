import { useState } from 'react';
import type { Problem } from '../../api/problem.js';
import type { AuditAnswer, AuditItem } from '../../api/types.js';
import { useAct } from '../../session/act.js';

/** Where a question is on the ledger, and up to which block its answer is complete. */
export type Recorded = Pick<AuditAnswer, 'auditQueryId' | 'transactionId' | 'block' | 'asOfBlock'>;

/** What was asked and answered so far; every page was a separate question. */
interface Answered<Request> {
  readonly request: Request;
  readonly items: readonly AuditItem[];
  readonly questions: readonly Recorded[];
  readonly next: string | undefined;
}

/** A question whose answer comes page by page; the auditor asks for each page. */
export interface Answering<Request> {
  readonly answer: Answered<Request> | undefined;
  readonly pending: boolean;
  readonly problem: Problem | undefined;
  readonly ask: (request: Request) => void;
  readonly more: () => void;
}

/** Asks only when told to: every question is recorded on the ledger. */
export function useAnswer<Request>(
  read: (request: Request, after: string | undefined) => Promise<AuditAnswer>,
): Answering<Request> {
  const [answer, setAnswer] = useState<Answered<Request>>();
  const act = useAct(
    async ({ request, before }: Readonly<{ request: Request; before: Answered<Request> | undefined }>) =>
      await read(request, before?.next),
    {
      onDone: ({ items, next, ...recorded }, { request, before }) => {
        setAnswer({
          request,
          items: [...(before?.items ?? []), ...items],
          questions: [...(before?.questions ?? []), recorded],
          next,
        });
      },
    },
  );
  return {
    answer,
    pending: act.pending,
    problem: act.problem,
    ask: (request) => {
      // An answer to another question must not appear next to this one.
      setAnswer(undefined);
      act.run({ request, before: undefined });
    },
    more: () => {
      if (answer !== undefined) act.run({ request: answer.request, before: answer });
    },
  };
}
