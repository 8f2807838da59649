import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Network } from './kit/network/network.js';
import { Visitors } from './kit/browser/page-visitors.js';
import type { Visitor } from './kit/browser/visitor.js';
import { root } from './runner/steps.js';

/** A picture of the README: who looks at which page, and what is done there first. */
interface Picture {
  readonly file: string;
  readonly organization: string;
  readonly user: string;
  readonly path: string;
  readonly prepare?: (visitor: Visitor) => Promise<void>;
}

const pictures: readonly Picture[] = [
  { file: 'access-log.png', organization: 'HospitalA', user: 'asha.rao', path: '/access-log' },
  {
    file: 'viewer.png',
    organization: 'HospitalB',
    user: 'bela.shah',
    path: '/files?tab=received',
    prepare: openFirst,
  },
  { file: 'ledger.png', organization: 'HospitalA', user: 'auditor', path: '/ledger' },
];

/** Opens the first report of the list in the viewer, which records a reading, and waits until a page of it is drawn. */
async function openFirst({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: 'Open “Blood test”' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Open/ }).first().click();
  await dialog.locator('canvas, img').first().waitFor();
}

const network = new Network();
const folder = path.join(root, 'docs', 'pictures');
mkdirSync(folder, { recursive: true });
const visitors = await Visitors.gather(network, { width: 1280, height: 800 });
try {
  for (const { file, organization, user, path: address, prepare } of pictures) {
    const visitor = await visitors.demo(organization, user, address);
    await prepare?.(visitor);
    await visitor.settled();
    await visitor.page.screenshot({ path: path.join(folder, file) });
    process.stdout.write(`docs/pictures/${file}\n`);
  }
} finally {
  await visitors.leave();
  await visitors.close();
}
