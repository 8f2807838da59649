import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { Preferences, PreferencesWish } from '../../api/types.js';
import type { Done } from '../../parts/facts/receipt-note.js';
import { type Act, useAct } from '../../session/act.js';

/** What the patient decided once for the whole record. */
export function usePreferences() {
  return useQuery({ queryKey: ['preferences'], queryFn: readPreferences });
}

function readPreferences(): Promise<Preferences> {
  return dataOf(api.GET('/api/v1/preferences'));
}

/** Turns the current preferences into the new ones. */
export type PreferencesChange = (now: Preferences) => Preferences;

/**
 * Changes the preferences. The API replaces them whole, so they are read again right before, to keep what another tab
 * or device changed meanwhile.
 */
export function usePreferencesAct(
  onDone: (receipt: Done['receipt']) => void,
): Act<PreferencesChange, unknown> {
  return useAct(
    async (change: PreferencesChange) => {
      const { emergencyHalf, exclusions } = change(await readPreferences());
      const body = { emergencyHalf, exclusions: exclusions.map(bare) };
      return await dataOf(api.PUT('/api/v1/preferences', { body }));
    },
    {
      changes: ['preferences'],
      onDone: ({ receipt }) => {
        onDone(receipt);
      },
    },
  );
}

/** Who is excluded, and from what. */
export type Exclusion = Preferences['exclusions'][number];

/** An exclusion without the names, which only lists contain. */
function bare({ who, reports }: Exclusion): PreferencesWish['exclusions'][number] {
  const named = 'person' in who ? { person: who.person } : { organization: who.organization };
  return { who: named, ...(reports !== undefined && { reports }) };
}

/** Do two exclusions name the same grantee and the same reports? */
export function isSame(a: Exclusion, b: Exclusion): boolean {
  return keyOf(a) === keyOf(b);
}

/** A text that two exclusions share only if they are the same. */
export function keyOf({ who, reports }: Exclusion): string {
  const whose = 'person' in who ? who.person : `organization ${who.organization}`;
  return JSON.stringify([whose, reports?.toSorted() ?? 'all']);
}
