import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { asProblem, Problem } from '../api/problem.js';
import { onDemand } from '../ui/on-demand.js';
import { onLostSession } from './lost-session.js';
import { useAskWhoIsIn, useForget } from './session.js';

const SessionEndedDialog = onDemand(
  async () => (await import('./session-ended-dialog.js')).SessionEndedDialog,
);
const StepUpDialog = onDemand(async () => (await import('./step-up-dialog.js')).StepUpDialog);

/** Runs an act; when the server requires the password or a new login, asks for it and runs the act again. */
export type Guard = <Result>(act: () => Promise<Result>) => Promise<Result>;

/** Why a dialog is open, and how to continue. */
interface Wait {
  readonly kind: 'STEP_UP_REQUIRED' | 'UNAUTHENTICATED';
  readonly goOn: () => void;
  readonly giveUp: () => void;
}

const Guarding = createContext<Guard | undefined>(undefined);

/** Provides {@link useGuard} to everything below, with its two dialogs. */
export function GuardProvider({ children }: Readonly<{ children: ReactNode }>): ReactNode {
  const [wait, setWait] = useState<Wait>();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const forget = useForget();
  const askWhoIsIn = useAskWhoIsIn();
  const ask = useCallback(
    (kind: Wait['kind']) =>
      new Promise<void>((resolve, reject) => {
        const close = (then: () => void) => () => {
          setWait(undefined);
          then();
        };
        const giveUp = (): void => {
          reject(new Problem('CANCELLED'));
        };
        setWait({ kind, goOn: close(resolve), giveUp: close(giveUp) });
      }),
    [],
  );
  const guard = useMemo<Guard>(() => {
    const run: Guard = async (act) => {
      try {
        return await act();
      } catch (error) {
        const { code } = asProblem(error);
        if (code !== 'STEP_UP_REQUIRED' && code !== 'UNAUTHENTICATED') throw error;
        await ask(code);
        return await run(act);
      }
    };
    return run;
  }, [ask]);
  // A background read met the end of the session: ask once, then read everything again.
  useEffect(
    () =>
      onLostSession(() => {
        setWait((open) => open ?? { kind: 'UNAUTHENTICATED', goOn: readAgain, giveUp: noop });
        function readAgain(): void {
          setWait(undefined);
          void queries.invalidateQueries();
        }
      }),
    [queries],
  );
  const leave = (): void => {
    wait?.giveUp();
    forget();
    askWhoIsIn();
    void navigate('/login');
  };
  return (
    <Guarding value={guard}>
      {children}
      {wait?.kind === 'STEP_UP_REQUIRED' && <StepUpDialog onDone={wait.goOn} onCancel={wait.giveUp} />}
      {wait?.kind === 'UNAUTHENTICATED' && <SessionEndedDialog onDone={wait.goOn} onLeave={leave} />}
    </Guarding>
  );
}

function noop(): void {
  // No one waits for a background read.
}

/** The guard of the pages behind the login. */
export function useGuard(): Guard {
  const guard = use(Guarding);
  if (guard === undefined) throw new Error('no guard above this component');
  return guard;
}
