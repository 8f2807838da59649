import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Field } from './draft.js';

/** The steps of the registration; each has its place in the browser's history. */
interface Steps {
  readonly current: 'form' | 'check';
  readonly toCheck: () => void;
  /** Back to the form, at a field. */
  readonly toForm: (field: Field) => void;
}

const checking = { step: 'check' } as const;

/**
 * Where in the registration the person is. The browser's Back leads from the check to the form and Forward to the check
 * again, as long as the answers are complete: a reload loses them.
 */
export function useSteps(isComplete: boolean): Steps {
  const navigate = useNavigate();
  const location = useLocation();
  const [field, setField] = useState<Field>();
  const state = location.state as Partial<typeof checking> | null;
  const isCheck = state?.step === checking.step;
  const current = isCheck && isComplete ? 'check' : 'form';
  const hasNothingToCheck = isCheck && !isComplete;
  useEffect(() => {
    // From now on the entry is the form's: the page must not change while someone types.
    if (hasNothingToCheck) void navigate('.', { replace: true });
  }, [hasNothingToCheck, navigate]);
  const at = useRef(current);
  useEffect(() => {
    at.current = current;
    if (current === 'check' || field === undefined) return undefined;
    // Only after the new step's heading took the focus.
    const timer = setTimeout(() => document.getElementById(field)?.focus());
    return () => {
      clearTimeout(timer);
    };
  }, [current, field]);
  return {
    current,
    toCheck: () => {
      setField(undefined);
      void navigate('.', { state: checking });
    },
    toForm: (wanted) => {
      setField(wanted);
      // A person who has gone back meanwhile is already there.
      if (at.current === 'check') void navigate(-1);
    },
  };
}
