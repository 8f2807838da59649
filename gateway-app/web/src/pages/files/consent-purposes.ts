import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { ConsentItem, Purpose, Role } from '../../api/types.js';
import { useSession } from '../../session/session.js';

/** The purposes for which a consent lets the person read, the person's own purpose first. */
export function usePurposes(): (consentId: string | undefined) => readonly Purpose[] {
  const { role } = useSession().person;
  const { data } = useQuery({ queryKey: ['consents', 'purposes'], queryFn: readConsents });
  const own = ownPurposes[role];
  return (consentId) => {
    const known = data?.find((each) => each.consentId === consentId)?.purposes as Purpose[] | undefined;
    if (known === undefined) return [own];
    return known.toSorted((one, other) => Number(other === own) - Number(one === own));
  };
}

const ownPurposes: Readonly<Record<Role, Purpose>> = {
  patient: 'PATRQT',
  doctor: 'TREAT',
  registrar: 'HOPERAT',
  auditor: 'HOPERAT',
};

async function readConsents(): Promise<readonly ConsentItem[]> {
  const items: ConsentItem[] = [];
  let after: string | undefined;
  do {
    const query = { limit: '200', ...(after !== undefined && { after }) } as const;
    const page = await dataOf(api.GET('/api/v1/consents', { params: { query } }));
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}
