import type { Visitor } from './visitor.js';

/** A page in one state, and how a person gets there. */
export interface PageState {
  /** Names the screenshot. */
  readonly name: string;
  /** `Organization/user` of the demo people, or the organization alone for who is not logged in. */
  readonly who: string;
  readonly path: string;
  /** What the person does on the page to see the state: opens a dialog, makes a mistake. Acts are not sent. */
  readonly reach?: (visitor: Visitor) => Promise<void>;
}

const asha = 'HospitalA/asha.rao';
const anil = 'HospitalA/anil.menon';
const bela = 'HospitalB/bela.shah';
const registrar = 'HospitalA/registrar';
const auditor = 'HospitalA/auditor';

/** Every page, and the states of it that look different. */
export const pageStates: readonly PageState[] = [
  { name: 'login', who: 'HospitalA', path: '/login' },
  {
    name: 'login-mistakes',
    who: 'HospitalA',
    path: '/login',
    reach: async ({ page }) => {
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'register', who: 'HospitalA', path: '/register' },
  { name: 'record', who: asha, path: '/record' },
  { name: 'share', who: asha, path: '/share' },
  { name: 'files-received', who: asha, path: '/files?tab=received' },
  { name: 'files-sent', who: asha, path: '/files?tab=sent' },
  { name: 'files-waiting', who: asha, path: '/files?tab=waiting' },
  { name: 'consents', who: asha, path: '/consents' },
  { name: 'access-log', who: asha, path: '/access-log' },
  { name: 'me', who: asha, path: '/me' },
  { name: 'not-found', who: asha, path: '/no-such-page' },
  { name: 'patients', who: anil, path: '/patients' },
  { name: 'doctor-share', who: anil, path: '/share' },
  { name: 'doctor-files-waiting', who: anil, path: '/files?tab=waiting' },
  { name: 'doctor-files-received', who: bela, path: '/files?tab=received' },
  { name: 'front-desk', who: registrar, path: '/front-desk' },
  { name: 'compliance', who: auditor, path: '/compliance' },
  { name: 'ledger', who: auditor, path: '/ledger' },
  { name: 'ledger-block', who: auditor, path: '/ledger/blocks/8' },
];
