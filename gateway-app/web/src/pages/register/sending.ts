import { useState } from 'react';
import { api, dataOf } from '../../api/client.js';
import { untilSettled } from '../../api/earlier-try.js';
import { useOnce } from '../../api/once.js';
import { asProblem, type Problem } from '../../api/problem.js';
import type { Registered, RegistrationForm } from '../../api/types.js';
import { refusedFields, type WrongAnswer } from './wrong-answers.js';

interface Sending {
  /** The new person, once registered. */
  readonly person: Registered | undefined;
  /** Why it failed, if no field was to blame. */
  readonly problem: Problem | undefined;
  readonly busy: boolean;
  /** Sends the form; returns the fields that the gateway refused. */
  readonly send: (form: RegistrationForm) => Promise<readonly WrongAnswer[]>;
  /** Forgets the problem. */
  readonly forget: () => void;
}

/**
 * Sends a registration. Sending it again after a lost answer returns the answer, with the recovery code, and creates no
 * second person.
 */
export function useSending(): Sending {
  const once = useOnce();
  const [person, setPerson] = useState<Registered>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const send = async (form: RegistrationForm): Promise<readonly WrongAnswer[]> => {
    setBusy(true);
    setProblem(undefined);
    try {
      setPerson(await register(form, once.keyFor(form)));
      return [];
    } catch (error) {
      const failure = asProblem(error);
      const refused = refusedFields(failure);
      if (refused.length === 0) setProblem(failure);
      return refused;
    } finally {
      setBusy(false);
    }
  };
  return {
    person,
    problem,
    busy,
    send,
    forget: () => {
      setProblem(undefined);
    },
  };
}

async function register(body: RegistrationForm, key: string): Promise<Registered> {
  const params = { header: { 'Idempotency-Key': key } };
  return await untilSettled(() => dataOf(api.POST('/api/v1/registrations', { params, body })));
}
