import { type SubmitEvent, useState } from 'react';
import { api, dataOf } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import { type Act, useAct } from '../../session/act.js';

/** A person who was found by id. */
export type FoundPerson = Awaited<ReturnType<typeof findPerson>>;

/** The form that finds a person by the exact id. */
interface FindPersonForm {
  readonly personId: string;
  /** Was the form submitted without an id? */
  readonly missing: boolean;
  readonly find: Act<string, FoundPerson>;
  readonly type: (personId: string) => void;
  readonly submit: (event: SubmitEvent) => void;
}

/** Finds a person of any hospital by the exact id that is typed or scanned. */
export function useFindPerson(onFound?: (person: FoundPerson) => void): FindPersonForm {
  const [personId, setPersonId] = useState('');
  const [missing, setMissing] = useState(false);
  const find = useAct(findPerson, onFound && { onDone: onFound });
  return {
    personId,
    missing,
    find,
    type: (typed) => {
      setPersonId(typed);
      setMissing(false);
      find.reset();
    },
    submit: (event) => {
      event.preventDefault();
      setMissing(personId === '');
      if (personId !== '') find.run(personId);
    },
  };
}

async function findPerson(personId: string) {
  const found = await dataOf(api.POST('/api/v1/people/search', { body: { personId } }));
  if (!('personId' in found)) throw new Problem('INTERNAL');
  return found;
}
