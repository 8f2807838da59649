import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { ConsentItem, Permission } from '../../api/types.js';
import type { ConsentTerms } from '../../parts/consent-words.js';

/** A consent that the patient gave, by its id; nothing while it is not known. */
export function useGivenConsent(consentId: string): ConsentTerms | undefined {
  const { data } = useQuery({
    queryKey: ['consents', 'given', 'all'],
    queryFn: readAll,
    staleTime: 60_000,
  });
  const found = data?.find((each) => each.consentId === consentId);
  return found === undefined ? undefined : { ...found, permission: found.permission as Permission };
}

async function readAll(): Promise<readonly ConsentItem[]> {
  const consents: ConsentItem[] = [];
  let after: string | undefined;
  do {
    const query = { limit: '200', ...(after !== undefined && { after }) };
    const page = await dataOf(api.GET('/api/v1/consents', { params: { query } }));
    consents.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return consents;
}
