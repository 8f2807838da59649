import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { ConsentItem } from '../../api/types.js';
import { readWhole } from '../../api/whole-list.js';
import type { ConsentTerms } from '../../parts/sharing/consent-words.js';

/** A consent that the patient gave, by its id; `undefined` while it is not known. */
export function useGivenConsent(consentId: string): ConsentTerms | undefined {
  const { data } = useQuery({
    queryKey: ['consents', 'given', 'all'],
    queryFn: readAll,
    staleTime: 60_000,
  });
  return data?.find((each) => each.consentId === consentId);
}

function readAll(): Promise<readonly ConsentItem[]> {
  return readWhole((page) => dataOf(api.GET('/api/v1/consents', { params: { query: page } })));
}
