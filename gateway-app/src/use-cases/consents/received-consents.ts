import { isGrantee, type RecordOf } from '@medseal/ledger-model';
import { listAll } from '../../domain/ledger/list-all.js';
import type { Page, PageRequest, Projected, Projection } from '../../domain/ledger/projection.js';
import type { PermissionState } from '../../domain/reports/report-states.js';
import type { SignedInPerson } from '../../domain/shared/signed-in-person.js';

/** Marks a cursor into the consents to the person's organization, which follow those to the person. */
const organizationMark = '~';

/** Consents that include a person as grantee: those to the person, then those to the person's organization. */
export async function receivedConsents(
  projection: Projection,
  person: SignedInPerson,
  query: Readonly<{ where: Readonly<Record<string, string>>; page: PageRequest }>,
): Promise<Page<Projected<'consent'>>> {
  const { page, where } = query;
  if (page.after?.startsWith(organizationMark) === true) {
    const after = page.after.slice(organizationMark.length);
    return await toOrganization(projection, person, {
      where,
      page: { limit: page.limit, ...(after !== '' && { after }) },
    });
  }
  const own = await projection.list('consent', { ...where, grantee: person.pseudonym }, page);
  if (own.next !== undefined) return own;
  const room = page.limit - own.items.length;
  if (room === 0) return { items: own.items, next: organizationMark };
  const more = await toOrganization(projection, person, { where, page: { limit: room } });
  return { ...more, items: [...own.items, ...more.items] };
}

async function toOrganization(
  projection: Projection,
  person: SignedInPerson,
  { where, page }: Readonly<{ where: Readonly<Record<string, string>>; page: PageRequest }>,
): Promise<Page<Projected<'consent'>>> {
  const { items, next } = await projection.list('consent', { ...where, grantee: person.mspId }, page);
  const meant = items.filter(({ record }) => isGrantee(record.grantee, person));
  return next === undefined ? { items: meant } : { items: meant, next: `${organizationMark}${next}` };
}

/** All consents of a patient that include a person as grantee. */
export async function allReceived(
  projection: Projection,
  person: SignedInPerson,
  where: Readonly<{ patient: string; state?: 'active' }>,
): Promise<RecordOf<'consent'>[]> {
  const [own, organizations] = await Promise.all([
    listAll(projection, 'consent', { ...where, grantee: person.pseudonym }),
    listAll(projection, 'consent', { ...where, grantee: person.mspId }),
  ]);
  return [...own, ...organizations]
    .map(({ record }) => record)
    .filter(({ grantee }) => isGrantee(grantee, person));
}

/** The state in a consent's row; it also says when the consent has expired. */
export function stateOfConsent(
  consent: Pick<RecordOf<'consent'>, 'state' | 'from' | 'until'>,
): PermissionState {
  const now = new Date().toISOString();
  if (consent.state === 'revoked') return 'revoked';
  if (consent.until <= now) return 'expired';
  return consent.from <= now ? 'available' : 'waiting';
}
