import { type ReactNode, useEffect, useState } from 'react';
import { type BlockerFunction, useBlocker } from 'react-router';
import { pagePerson } from '../../api/page-person.js';
import { ConfirmDialog } from './dialogs.js';

interface LeaveWarningProps {
  /** Would something be lost? */
  readonly when: boolean;
  readonly title: string;
  readonly verb: string;
  readonly children: ReactNode;
}

/** Asks the question of a page that would lose something; `true` when the person wants to leave. */
type Question = () => Promise<boolean>;
const questions = new Set<Question>();

/**
 * Asks whether the person wants to leave, if the open page would lose something. It is for ways to leave that do not
 * change the address.
 */
export async function mayLeave(): Promise<boolean> {
  for (const ask of questions) if (!(await ask())) return false;
  return true;
}

/**
 * Asks before the person leaves a page that would lose something; when the tab closes, the browser asks in its own
 * words. The content belongs to one person: when that person is no longer signed in, nothing holds the page.
 */
export function LeaveWarning({ when, title, verb, children }: LeaveWarningProps): ReactNode {
  const [owner] = useState(() => pagePerson()?.personId);
  const [answer, setAnswer] = useState<(leave: boolean) => void>();
  const isMine = (): boolean => pagePerson()?.personId === owner;
  const leaves: BlockerFunction = ({ currentLocation, nextLocation }) =>
    when && isMine() && currentLocation.pathname !== nextLocation.pathname;
  const blocker = useBlocker(leaves);
  useEffect(() => {
    if (!when) return undefined;
    const warn = (event: BeforeUnloadEvent): void => {
      if (pagePerson()?.personId === owner) event.preventDefault();
    };
    const ask: Question = () =>
      new Promise((resolve) => {
        setAnswer(() => resolve);
      });
    addEventListener('beforeunload', warn);
    questions.add(ask);
    return () => {
      removeEventListener('beforeunload', warn);
      questions.delete(ask);
    };
  }, [when, owner]);

  const decide = (leave: boolean): void => {
    setAnswer(undefined);
    answer?.(leave);
    if (leave) blocker.proceed?.();
    else blocker.reset?.();
  };
  if (blocker.state !== 'blocked' && answer === undefined) return null;
  return (
    <ConfirmDialog
      title={title}
      verb={verb}
      danger
      keepsHistory
      onConfirm={() => {
        decide(true);
      }}
      onClose={() => {
        decide(false);
      }}
    >
      {children}
    </ConfirmDialog>
  );
}
