import { type ReactNode, useEffect } from 'react';
import { useBlocker } from 'react-router';
import { ConfirmDialog } from '../../parts/dialogs.js';

interface LeaveWarningProps {
  /** Would something be lost? */
  readonly when: boolean;
  readonly title: string;
  readonly verb: string;
  readonly children: ReactNode;
}

/** Asks before the page is left with something that would be lost; the browser asks in its own words when the tab closes. */
export function LeaveWarning({ when, title, verb, children }: LeaveWarningProps): ReactNode {
  const blocker = useBlocker(when);
  useEffect(() => {
    if (!when) return undefined;
    const warn = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => {
      removeEventListener('beforeunload', warn);
    };
  }, [when]);
  if (blocker.state !== 'blocked') return null;
  return (
    <ConfirmDialog title={title} verb={verb} danger onConfirm={blocker.proceed} onClose={blocker.reset}>
      {children}
    </ConfirmDialog>
  );
}
