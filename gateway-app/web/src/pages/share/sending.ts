import { useEffect, useRef, useState } from 'react';
import { useOnce } from '../../api/once.js';
import { asProblem, type Problem } from '../../api/problem.js';
import type { Announcement, Receipt } from '../../api/types.js';
import type { Progress } from '../../parts/viewer/report-content.js';
import { useAct } from '../../session/act.js';
import { upload } from './upload.js';

interface Parcel {
  readonly announcement: Announcement;
  readonly file: File;
}

/** An upload that is running, has failed or was cancelled. */
export interface Sending {
  readonly send: (parcel: Parcel) => Promise<Receipt | undefined>;
  readonly cancel: () => void;
  readonly pending: boolean;
  readonly progress: Progress;
  readonly problem: Problem | undefined;
  readonly cancelled: boolean;
  /** Forgets how the last try ended. */
  readonly reset: () => void;
}

const nothingSent: Progress = { received: 0, total: undefined };

/** Have all bytes been sent? Sealing and recording can no longer be cancelled. */
export function allHaveLeft({ received, total }: Progress): boolean {
  return total !== undefined && received >= total;
}

/**
 * Sends a report once, however often it has to be tried. Leaving the page cancels it.
 * @param onFileChanged the file on the device is no longer the one that was chosen
 */
export function useSending(onFileChanged: () => void): Sending {
  const once = useOnce();
  const run = useRef<AbortController>(undefined);
  const [progress, setProgress] = useState(nothingSent);
  const [cancelled, setCancelled] = useState(false);
  const act = useAct(
    ({ announcement, file }: Parcel) => {
      const signal = newRun(run);
      setProgress(nothingSent);
      return upload({ announcement, file, signal, onProgress: setProgress }, once).catch((error: unknown) => {
        const problem = asProblem(error);
        // Cancelled in a password dialog, it was not sent either; then the page stays as it is and says nothing.
        if (signal.aborted) setCancelled(true);
        if (problem.code === 'FILE_CHANGED') onFileChanged();
        throw problem;
      });
    },
    { changes: ['reports', 'consents', 'requests'], onDone: once.done },
  );
  useEffect(() => () => run.current?.abort(), []);
  return {
    send: async (parcel) => {
      setCancelled(false);
      return await act.runAsync(parcel);
    },
    cancel: () => run.current?.abort(),
    pending: act.pending,
    progress,
    problem: act.problem,
    cancelled,
    reset: () => {
      setCancelled(false);
      act.reset();
    },
  };
}

function newRun(run: { current: AbortController | undefined }): AbortSignal {
  run.current = new AbortController();
  return run.current.signal;
}
