import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, dataOf } from '../../api/client.js';
import { asProblem, Problem } from '../../api/problem.js';
import { useOnce } from '../../api/once.js';
import type { Disclosed, Purpose } from '../../api/types.js';
import { useAct } from '../../session/act.js';
import { type ClosingReason, usePermitted } from './permitted.js';
import { type Content, type Progress, readContent } from './report-content.js';
import { useWays } from './ways.js';

/** What is to be opened. The gateway is asked for which purpose, and by which consent, it may be. */
export interface Opening {
  readonly report: Readonly<{
    reportId: string;
    versionId?: string | undefined;
    title: string;
  }>;
  /** The consent by which a list shows it; its purposes are offered first. */
  readonly consentId?: string | undefined;
  readonly onDisclosed?: ((disclosureId: string) => void) | undefined;
  /** Called when the whole report has arrived and is what was sealed. */
  readonly onOpened?: ((disclosureId: string, content: Content) => void) | undefined;
}

/** How far an opening has got. Only `open` holds any of the report's bytes. */
export type Opened =
  | Readonly<{ step: 'asking' }>
  | Readonly<{ step: 'loading'; disclosure: Disclosed; progress: Progress }>
  | Readonly<{ step: 'open'; disclosure: Disclosed; content: Content }>
  | Readonly<{ step: 'failed'; disclosure: Disclosed; problem: Problem }>
  | Readonly<{ step: 'closed'; reason: ClosingReason }>;

/**
 * An act on the ledger: the recorded reading without which nothing opens. It requests only what is permitted by then,
 * because a refusal would be recorded too.
 */
export function useDisclosing({ report, consentId, onDisclosed }: Opening) {
  const once = useOnce();
  const ways = useWays(report, consentId);
  const act = useAct(
    async (purpose: Purpose) => {
      const way = await ways.find(purpose);
      if (way === undefined) throw new Problem('NO_PERMISSION');
      const { reportId, versionId } = report;
      const body = {
        reportId,
        purpose,
        ...(versionId !== undefined && { versionId }),
        ...(way.consent !== undefined && { basis: { consent: way.consent } }),
      };
      const params = { header: { 'Idempotency-Key': once.keyFor(body) } };
      return await dataOf(api.POST('/api/v1/disclosures', { params, body }));
    },
    {
      changes: ['disclosures'],
      onDone: ({ disclosureId }) => {
        once.done();
        onDisclosed?.(disclosureId);
      },
    },
  );
  return { ...act, ways };
}

/** Opens a report, and drops it when what permitted the reading no longer holds. */
export function useOpenedReport(opening: Opening) {
  const [state, setState] = useState<Opened>({ step: 'asking' });
  const reading = useRef<AbortController>(undefined);
  const disclosing = useDisclosing(opening);
  const explain = useExplained(opening.report.reportId);
  const disclosure = 'disclosure' in state ? state.disclosure : undefined;

  usePermitted(disclosure?.disclosureId, (reason) => {
    reading.current?.abort();
    setState({ step: 'closed', reason });
  });
  useEffect(() => () => reading.current?.abort(), []);

  const load = async (found: Disclosed): Promise<void> => {
    const run = new AbortController();
    reading.current = run;
    const show = (next: Opened): void => {
      if (!run.signal.aborted) setState(next);
    };
    show({ step: 'loading', disclosure: found, progress: { received: 0, total: undefined } });
    try {
      const onProgress = (progress: Progress): void => {
        show({ step: 'loading', disclosure: found, progress });
      };
      const content = await readContent(found.disclosureId, { signal: run.signal, onProgress });
      show({ step: 'open', disclosure: found, content });
      if (!run.signal.aborted) opening.onOpened?.(found.disclosureId, content);
    } catch (error) {
      if (run.signal.aborted) return;
      show({ step: 'failed', disclosure: found, problem: await explain(asProblem(error)) });
    }
  };
  return {
    state,
    refusal: disclosing.problem,
    isOpening: disclosing.pending,
    ways: disclosing.ways,
    open: async (purpose: Purpose): Promise<void> => {
      const found = await disclosing.runAsync(purpose);
      if (found !== undefined) await load(found);
    },
    /** The recorded reading is valid for ten minutes: another try records nothing more. */
    again: async (): Promise<void> => {
      if (disclosure !== undefined) await load(disclosure);
    },
    cancel: (): void => {
      reading.current?.abort();
      if (disclosure !== undefined)
        setState({ step: 'failed', disclosure, problem: new Problem('CANCELLED') });
    },
  };
}

/**
 * Explains a failed transfer of a report. The gateway breaks a transfer off when the stored bytes turn out to be
 * altered, which looks like a lost connection; the list knows better. Reads the lists again after an alarm.
 */
export function useExplained(reportId: string): (problem: Problem) => Promise<Problem> {
  const queries = useQueryClient();
  return useCallback(
    async (problem) => {
      const found = problem.code === 'UNREACHABLE' && (await isAltered(reportId));
      const explained = found ? new Problem('INTEGRITY', {}, { cause: problem }) : problem;
      if (explained.code === 'INTEGRITY') void queries.invalidateQueries({ queryKey: ['reports'] });
      return explained;
    },
    [queries, reportId],
  );
}

async function isAltered(reportId: string): Promise<boolean> {
  try {
    const params = { path: { reportId } };
    const { versions } = await dataOf(api.GET('/api/v1/reports/{reportId}', { params }));
    return versions.some(({ alteredAt }) => alteredAt !== undefined);
  } catch {
    // The connection really is down, or nothing may be seen any more: then what is known stays as it is.
    return false;
  }
}
