import {
  IconBuildingHospital,
  IconEye,
  IconClipboardHeart,
  IconFiles,
  IconIdBadge2,
  type IconProps,
  IconShieldCheck,
  IconStethoscope,
  IconUpload,
  IconUserCheck,
  IconBlocks,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Role, Session } from '../../api/types.js';

/** A page behind the login as the menu shows it. Its texts are at `common:pages.<name>`. */
export interface PageLink {
  readonly name:
    | 'record'
    | 'share'
    | 'files'
    | 'consents'
    | 'access-log'
    | 'patients'
    | 'front-desk'
    | 'compliance'
    | 'ledger'
    | 'me';
  readonly path: string;
  readonly icon: ComponentType<IconProps>;
  readonly roles: readonly Role[];
  /** States besides `active` in which the page has something to show. */
  readonly alsoWhile?: readonly State[];
}

type State = Session['person']['state'];

/** The page of people who are not active. */
export const ownPage = '/me';

const everybody: readonly Role[] = ['patient', 'doctor', 'registrar', 'auditor'];

/** In the order of the menu; a person lands on the first one of their role. */
const pageLinks: readonly PageLink[] = [
  { name: 'record', path: '/record', icon: IconClipboardHeart, roles: ['patient'] },
  { name: 'patients', path: '/patients', icon: IconStethoscope, roles: ['doctor'] },
  { name: 'front-desk', path: '/front-desk', icon: IconBuildingHospital, roles: ['registrar'] },
  { name: 'compliance', path: '/compliance', icon: IconShieldCheck, roles: ['auditor'] },
  { name: 'share', path: '/share', icon: IconUpload, roles: ['patient', 'doctor'] },
  { name: 'files', path: '/files', icon: IconFiles, roles: ['patient', 'doctor'] },
  {
    name: 'consents',
    path: '/consents',
    icon: IconUserCheck,
    roles: ['patient'],
    // Suspended patients may still revoke.
    alsoWhile: ['suspended'],
  },
  { name: 'access-log', path: '/access-log', icon: IconEye, roles: ['patient'] },
  { name: 'ledger', path: '/ledger', icon: IconBlocks, roles: everybody },
  {
    name: 'me',
    path: ownPage,
    icon: IconIdBadge2,
    roles: everybody,
    alsoWhile: ['pending', 'suspended', 'refused', 'ended'],
  },
];

/** The menu of a person. */
export function linksOf({ role, state }: Session['person']): readonly PageLink[] {
  return pageLinks.filter((link) => link.roles.includes(role) && isOpen(link, state));
}

function isOpen({ alsoWhile = [] }: PageLink, state: State): boolean {
  return state === 'active' || alsoWhile.includes(state);
}

/** Where a person lands after the login. */
export function firstPageOf(person: Session['person']): string {
  return person.state === 'active' ? (linksOf(person)[0]?.path ?? ownPage) : ownPage;
}

/** The navigation state that the login page ends with. */
export const arrival = { arrived: true } as const;

export function isArrival(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'arrived' in state;
}

/** Is this page, or the page that it belongs to, closed to people in this state? */
export function isClosed(pathname: string, state: State): boolean {
  const link = linkOf(pathname);
  return link !== undefined && !isOpen(link, state);
}

/** Is this page, or the page that it belongs to, for people of this role? */
export function isForRole(pathname: string, role: Role): boolean {
  return linkOf(pathname)?.roles.includes(role) ?? false;
}

function linkOf(pathname: string): PageLink | undefined {
  return pageLinks.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
}
