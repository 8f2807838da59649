import { useRef, useState } from 'react';
import type { Problem } from '../../api/problem.js';
import type { EventFilter } from '../../api/types.js';
import { useAct } from '../../session/act.js';
import { type Exported, exportEvents, type ExportFormat, saveFile } from './export.js';

/** An export that is running, saved, or failed. */
export interface Exporting {
  readonly run: (format: ExportFormat, filter: EventFilter) => void;
  readonly cancel: () => void;
  readonly pending: boolean;
  /** Bytes received so far. */
  readonly received: number;
  readonly exported: Exported | undefined;
  readonly problem: Problem | undefined;
}

/** Exports events into a file when told to. */
export function useExport(): Exporting {
  const stop = useRef<AbortController>(undefined);
  const [received, setReceived] = useState(0);
  const act = useAct(
    ({ format, filter }: Readonly<{ format: ExportFormat; filter: EventFilter }>) => {
      stop.current = new AbortController();
      setReceived(0);
      return exportEvents(format, filter, { signal: stop.current.signal, onProgress: setReceived });
    },
    {
      onDone: ({ content, fileName }) => {
        saveFile(content, fileName);
      },
    },
  );
  return {
    run: (format, filter) => {
      act.run({ format, filter });
    },
    cancel: () => {
      stop.current?.abort();
    },
    pending: act.pending,
    received,
    exported: act.result,
    problem: act.problem,
  };
}
