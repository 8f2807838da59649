import { inParallel } from '../../in-parallel.js';
import * as acts from './acts.js';
import { type DemoDocument, documents } from './documents.js';
import type { DemoJournal } from './journal.js';
import type { Visitor } from './visitor.js';

/** Who acts, by user name. */
type Cast = (user: string) => Visitor;

/** The people, and how far the story has been told. */
export interface Stage {
  readonly cast: Cast;
  readonly journal: DemoJournal;
}

/**
 * Gives every page something to show: reports with readers, consents of each kind, proposals and requests in each
 * state, a refusal, and an auditor's question. Throws {@link RefusedCall}.
 */
export async function tellStory(stage: Stage): Promise<void> {
  await inParallel([recordOfAsha, careOfAsha, others], (part) => part(stage));
  await questions(stage);
}

/** Asha's reports, who may read them, and who tried to. */
async function recordOfAsha(stage: Stage): Promise<void> {
  const asha = stage.cast('asha.rao');
  const [bloodTest, xray, discharge] = await Promise.all([
    uploaded(stage, 'asha.rao', documents.bloodTest),
    uploaded(stage, 'asha.rao', documents.xray),
    uploaded(stage, 'asha.rao', documents.discharge),
  ]);
  await excluded(stage, xray.reportId);
  await consents(stage, discharge.reportId);
  const { journal, cast } = stage;
  const bela = cast('bela.shah');
  const grantee = { person: bela.personId };
  const scope = { reports: [bloodTest.reportId] };
  await journal.once('share the blood test', acts.consented, (key) =>
    acts.grant(asha, { grantee, scope, until: journal.inDays(30) }, key),
  );
  await readings(stage, { bloodTest: bloodTest.reportId, xray: xray.reportId });
}

async function excluded({ journal, cast }: Stage, report: string): Promise<void> {
  const who = { person: cast('farhan.ali').personId };
  await journal.once('keep a doctor out', acts.nothing, () =>
    acts.exclude(cast('asha.rao'), [{ who, reports: [report] }]),
  );
}

/** One to a hospital for another purpose, one that was revoked, one that has expired. */
async function consents({ journal, cast }: Stage, report: string): Promise<void> {
  const asha = cast('asha.rao');
  const scope = { reports: [report] };
  const hospital = { organization: 'HospitalB', role: 'doctor' } as const;
  await journal.once('permit care management', acts.consented, (key) =>
    acts.grant(asha, { grantee: hospital, purposes: ['CAREMGT'], scope, until: journal.inDays(90) }, key),
  );
  const divya = { person: cast('divya.iyer').personId };
  const { consentId } = await journal.once('permit for a while', acts.consented, (key) =>
    acts.grant(asha, { grantee: divya, scope, until: journal.inDays(14) }, key),
  );
  await journal.once('take it back', acts.nothing, () => acts.revoke(asha, consentId));
  const anil = { person: cast('anil.menon').personId };
  await journal.once('permit for a moment', acts.consented, (key) => {
    // It expires while the rest is made. Repeated after an interruption, it is another request, under another key.
    const until = new Date(Date.now() + momentary).toISOString();
    return acts.grant(asha, { grantee: anil, scope, until }, `${key}/${until}`);
  });
}

/** How many milliseconds the consent lasts that the pages show as expired; enough for a slow machine to record it. */
const momentary = 20_000;

async function readings(
  { journal, cast }: Stage,
  { bloodTest, xray }: Readonly<{ bloodTest: string; xray: string }>,
): Promise<void> {
  const bela = cast('bela.shah');
  await journal.once('read the blood test', acts.disclosed, async (key) => {
    await acts.waitForReport(bela, bloodTest);
    return await acts.read(bela, { reportId: bloodTest, purpose: 'TREAT' }, key);
  });
  // HospitalB has the block of the exclusion by now: it precedes the consent that was waited for.
  await journal.once('read in vain', acts.disclosed, (key) => acts.readInVain(cast('farhan.ali'), xray, key));
}

/** Assignments, permission to contribute, and three proposals: accepted, rejected, waiting. */
async function careOfAsha(stage: Stage): Promise<void> {
  const { journal, cast } = stage;
  const [asha, anil] = [cast('asha.rao'), cast('anil.menon')];
  await assigned(stage, 'registrar.hospitala', { patient: 'asha.rao', doctor: 'anil.menon', days: 60 });
  await assigned(stage, 'registrar.hospitala', { patient: 'asha.rao', doctor: 'bela.shah', days: 30 });
  const wish = { patient: asha.personId, permission: 'contribute', until: journal.inDays(60) } as const;
  const { requestId } = await journal.once('ask to contribute', acts.asked, (key) =>
    acts.ask(anil, wish, key),
  );
  await journal.once('let contribute', acts.nothing, () => acts.decide(asha, requestId, 'grant'));
  const terms = { patient: asha.personId };
  const accepted = await uploaded(stage, 'anil.menon', documents.electrocardiogram, terms);
  const { disclosureId } = await journal.once('open the proposal', acts.disclosed, (key) =>
    acts.read(asha, { ...accepted, purpose: 'PATRQT' }, key),
  );
  await journal.once('accept the proposal', acts.nothing, () => acts.accept(asha, accepted, disclosureId));
  const rejected = await uploaded(stage, 'anil.menon', documents.allergyTest, terms);
  await journal.once('reject the proposal', acts.nothing, () =>
    acts.reject(asha, rejected, 'I never had this test; it must be another patient’s.'),
  );
  await uploaded(stage, 'anil.menon', documents.treatmentPlan, terms);
}

/** Requests that are waiting, a patient as recipient, and a patient of the other hospital. */
async function others(stage: Stage): Promise<void> {
  await inParallel([requestOfDivya, reportOfKiran, recordOfMeera], (part) => part(stage));
}

async function requestOfDivya({ journal, cast }: Stage): Promise<void> {
  const wish = { patient: cast('asha.rao').personId, permission: 'read', until: journal.inDays(21) } as const;
  await journal.once('ask to read', acts.asked, (key) => acts.ask(cast('divya.iyer'), wish, key));
}

async function reportOfKiran(stage: Stage): Promise<void> {
  const until = stage.journal.inDays(60);
  const share = { recipient: stage.cast('asha.rao').personId, purpose: 'FAMRQT', until };
  await uploaded(stage, 'kiran.das', documents.vaccinations, { share });
}

async function recordOfMeera(stage: Stage): Promise<void> {
  const { journal, cast } = stage;
  await assigned(stage, 'registrar.hospitalb', { patient: 'meera.joshi', doctor: 'bela.shah', days: 45 });
  const share = { recipient: cast('bela.shah').personId, purpose: 'TREAT', until: journal.inDays(45) };
  await uploaded(stage, 'meera.joshi', documents.kidneyUltrasound, { share });
  const wish = {
    patient: cast('meera.joshi').personId,
    permission: 'read',
    until: journal.inDays(7),
  } as const;
  await journal.once('ask for a consultation', acts.asked, (key) => acts.ask(cast('farhan.ali'), wish, key));
}

/** What auditors asked; last, so that they find something. */
async function questions({ journal, cast }: Stage): Promise<void> {
  const patient = cast('asha.rao').personId;
  await journal.once('search refusals', acts.nothing, () =>
    acts.searchEvents(cast('auditor.hospitala'), { patient, kinds: ['refusal'] }),
  );
  await journal.once('search everything', acts.nothing, () =>
    acts.searchEvents(cast('auditor.regulator'), { outcome: 'refuse' }),
  );
}

async function uploaded(
  { journal, cast }: Stage,
  user: string,
  document: DemoDocument,
  terms?: acts.UploadTerms,
): Promise<acts.Uploaded> {
  return await journal.once(`upload ${document.fileName}`, acts.uploaded, (key) =>
    acts.upload(cast(user), document, key, terms),
  );
}

async function assigned(
  { journal, cast }: Stage,
  registrar: string,
  { patient, doctor, days }: Readonly<{ patient: string; doctor: string; days: number }>,
): Promise<void> {
  const wish = {
    patient: cast(patient).personId,
    doctor: cast(doctor).personId,
    until: journal.inDays(days),
  };
  await journal.once(`assign ${doctor} to ${patient}`, acts.assigned, (key) =>
    acts.assign(cast(registrar), wish, key),
  );
}
