import type { Visitor } from './visitor.js';

/** A page in one state, and how a person gets there. */
export interface PageState {
  /** Names the screenshot. */
  readonly name: string;
  /** `Organization/user` of the demo people, or the organization alone for someone who is not logged in. */
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

/** Presses a button and waits for the dialog that it opens. */
function dialogOf(button: string | RegExp): (visitor: Visitor) => Promise<void> {
  return async ({ page }) => {
    await page.getByRole('button', { name: button }).first().click();
    await page.getByRole('dialog').waitFor();
  };
}

/** Opens a report of the list, which records a reading, and waits until it is drawn. */
function viewerOf(title: string, drawn: string): (visitor: Visitor) => Promise<void> {
  return async ({ page }) => {
    await page.getByRole('button', { name: `Open “${title}”` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Open and record the reading' }).click();
    await dialog.locator(drawn).first().waitFor();
  };
}

function tabOf(name: string): (visitor: Visitor) => Promise<void> {
  return async ({ page }) => {
    await page.getByRole('tab', { name }).click();
  };
}

/** Follows a link to a further page. */
function linkOf(name: string | RegExp): (visitor: Visitor) => Promise<void> {
  return async (visitor) => {
    const { page } = visitor;
    const before = page.url();
    await page.getByRole('main').getByRole('link', { name }).first().press('Enter');
    await page.waitForURL((url) => url.href !== before);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await visitor.settled();
  };
}

/** Asks an auditor's question, which is recorded, and waits for the answer. */
async function askEvents({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByRole('table').first().waitFor();
}

/** Tells the page what another tab of the same browser would tell it, and waits until it has stopped. */
function toldThat(news: string): (visitor: Visitor) => Promise<void> {
  return async ({ page }) => {
    await page.evaluate(`(async () => {
      const { person } = await (await fetch('/api/v1/sessions/current')).json();
      new BroadcastChannel('medseal-person').postMessage(${news});
    })()`);
    await page.getByText('so it has stopped').waitFor();
  };
}

/** Comes back to the page when its session is over. */
async function sessionOver({ page }: Visitor): Promise<void> {
  const body = { code: 'UNAUTHENTICATED', status: 401, title: '', detail: '', requestId: 'r1' };
  await page.route(
    '**/sessions/current',
    (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', json: body }),
    { times: 1 },
  );
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.getByRole('dialog').waitFor();
}

/** Asks to open a report that nothing permits opening any more. */
async function withoutWay(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await page.route(
    /\/api\/v1\/reports\/rep_/,
    async (route) => {
      const answer = await route.fetch();
      const report = (await answer.json()) as { versions: object[] };
      const versions = report.versions.map((version) => ({ ...version, openings: [] }));
      await route.fulfill({ json: { ...report, versions } });
    },
    { times: 1 },
  );
  await dialogOf('Open “Blood test”')(visitor);
  await page.getByText('This report cannot be opened now').waitFor();
}

const kiran = "{ personId: 'per_1', fullName: 'Kiran Das' }";

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
  { name: 'record-report', who: asha, path: '/record', reach: linkOf('Blood test') },
  { name: 'record-share', who: asha, path: '/record', reach: dialogOf('Share “Blood test”') },
  { name: 'viewer-ask', who: asha, path: '/record', reach: dialogOf('Open “Blood test”') },
  { name: 'viewer-no-way', who: asha, path: '/record', reach: withoutWay },
  { name: 'viewer-pdf', who: asha, path: '/record', reach: viewerOf('Blood test', 'canvas') },
  { name: 'viewer-image', who: asha, path: '/record', reach: viewerOf('Chest X-ray', 'img') },
  { name: 'share', who: asha, path: '/share' },
  { name: 'files-received', who: asha, path: '/files?tab=received' },
  { name: 'files-sent', who: asha, path: '/files?tab=sent' },
  { name: 'files-waiting', who: asha, path: '/files?tab=waiting' },
  { name: 'consents', who: asha, path: '/consents' },
  { name: 'consents-revoke', who: asha, path: '/consents', reach: dialogOf('Revoke') },
  { name: 'consents-new', who: asha, path: '/consents', reach: dialogOf('New consent') },
  { name: 'consents-grant', who: asha, path: '/consents', reach: dialogOf(/^Grant/) },
  { name: 'consents-kept-out', who: asha, path: '/consents', reach: tabOf('Who is kept out') },
  { name: 'consents-received', who: asha, path: '/consents', reach: tabOf('Shared with me') },
  { name: 'consents-specialists', who: asha, path: '/consents', reach: tabOf('My specialists') },
  { name: 'consents-emergency', who: asha, path: '/consents', reach: tabOf('In an emergency') },
  { name: 'access-log', who: asha, path: '/access-log' },
  { name: 'access-log-ask', who: asha, path: '/access-log', reach: dialogOf(/^Ask about this/) },
  { name: 'access-log-questions', who: asha, path: '/access-log', reach: tabOf('Auditors’ questions') },
  { name: 'me', who: asha, path: '/me' },
  {
    name: 'account-menu',
    who: asha,
    path: '/me',
    reach: async ({ page }) => {
      await page.getByRole('button', { name: /^Account of/ }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  { name: 'login-already', who: asha, path: '/login' },
  { name: 'session-ended', who: asha, path: '/record', reach: sessionOver },
  {
    name: 'stopped-other',
    who: asha,
    path: '/record',
    reach: toldThat(`{ kind: 'entered', person: ${kiran} }`),
  },
  {
    name: 'stopped-unknown',
    who: asha,
    path: '/record',
    reach: toldThat("{ kind: 'who', insteadOf: person.personId }"),
  },
  {
    name: 'stopped-nobody',
    who: asha,
    path: '/record',
    reach: toldThat("{ kind: 'left', personId: person.personId }"),
  },
  { name: 'few-reports', who: 'HospitalA/kiran.das', path: '/record' },
  { name: 'nothing-waits', who: 'HospitalA/kiran.das', path: '/files?tab=waiting' },
  { name: 'nobody-read', who: 'HospitalA/kiran.das', path: '/access-log' },
  { name: 'pending-doctor', who: 'HospitalA/nisha.verma', path: '/me' },
  { name: 'not-found', who: asha, path: '/no-such-page' },
  { name: 'patients', who: anil, path: '/patients' },
  { name: 'patients-scan', who: anil, path: '/patients', reach: dialogOf(/^Scan/) },
  { name: 'patients-requests', who: anil, path: '/patients', reach: tabOf('My requests') },
  { name: 'patients-proposals', who: anil, path: '/patients', reach: tabOf('My proposals') },
  { name: 'doctor-share', who: anil, path: '/share' },
  { name: 'doctor-files-waiting', who: anil, path: '/files?tab=waiting' },
  { name: 'doctor-files-received', who: bela, path: '/files?tab=received' },
  { name: 'front-desk', who: registrar, path: '/front-desk' },
  { name: 'front-desk-approve', who: registrar, path: '/front-desk', reach: dialogOf(/^Approve/) },
  { name: 'front-desk-refuse', who: registrar, path: '/front-desk', reach: dialogOf(/^Refuse/) },
  { name: 'front-desk-people', who: registrar, path: '/front-desk', reach: tabOf('People') },
  { name: 'front-desk-assignments', who: registrar, path: '/front-desk?tab=assignments' },
  {
    name: 'front-desk-assign',
    who: registrar,
    path: '/front-desk?tab=assignments',
    reach: dialogOf(/^Assign a/),
  },
  { name: 'front-desk-regulator', who: 'Regulator/registrar', path: '/front-desk' },
  { name: 'compliance', who: auditor, path: '/compliance' },
  { name: 'compliance-events', who: auditor, path: '/compliance', reach: askEvents },
  { name: 'ledger', who: auditor, path: '/ledger' },
  { name: 'ledger-block', who: auditor, path: '/ledger/blocks/8' },
  { name: 'ledger-transaction', who: auditor, path: '/ledger/blocks/8', reach: linkOf(/^Transaction/) },
  { name: 'ledger-no-block', who: auditor, path: '/ledger/blocks/99999999' },
];
