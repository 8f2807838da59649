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
import type { Role, Session } from '../api/types.js';

/** A page behind the login as the menu shows it. Its words are `common:pages.<name>`. */
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
}

const everybody: readonly Role[] = ['patient', 'doctor', 'registrar', 'auditor'];

/** In the order of the menu; the first one of a role is where the person lands. */
const pageLinks: readonly PageLink[] = [
  { name: 'record', path: '/record', icon: IconClipboardHeart, roles: ['patient'] },
  { name: 'patients', path: '/patients', icon: IconStethoscope, roles: ['doctor'] },
  { name: 'front-desk', path: '/front-desk', icon: IconBuildingHospital, roles: ['registrar'] },
  { name: 'compliance', path: '/compliance', icon: IconShieldCheck, roles: ['auditor'] },
  { name: 'share', path: '/share', icon: IconUpload, roles: ['patient', 'doctor'] },
  { name: 'files', path: '/files', icon: IconFiles, roles: ['patient', 'doctor'] },
  { name: 'consents', path: '/consents', icon: IconUserCheck, roles: ['patient'] },
  { name: 'access-log', path: '/access-log', icon: IconEye, roles: ['patient'] },
  { name: 'ledger', path: '/ledger', icon: IconBlocks, roles: everybody },
  { name: 'me', path: '/me', icon: IconIdBadge2, roles: everybody },
];

/** The menu of a role. */
export function linksOf(role: Role): readonly PageLink[] {
  return pageLinks.filter(({ roles }) => roles.includes(role));
}

/** Where a person lands after the login: who still waits for approval sees the own details only. */
export function firstPageOf({ role, state }: Session['person']): string {
  return state === 'pending' ? '/me' : (linksOf(role)[0]?.path ?? '/me');
}
