import { entries, type Wrong } from '@medseal/input-rules';
import type { TFunction } from 'i18next';
import type { Announcement, MediaType, ReportClass } from '../../api/types.js';
import { type ShareDraft, shareOf } from '../../parts/sharing/share-fields.js';
import type { FieldErrors } from '../../ui/error-summary.js';
import { fileNameOf } from './names.js';

/** A file that is a PDF, PNG or JPEG of an accepted size. */
export interface ChosenFile {
  readonly file: File;
  readonly mediaType: MediaType;
}

/** What is to be shared, while the form is being filled in. */
export interface Draft {
  readonly chosen: ChosenFile | undefined;
  readonly title: string;
  readonly class: ReportClass | '';
  readonly restricted: boolean;
  /** For doctors: whose record it is for; person id, or empty. */
  readonly patient: string;
  /** With whom it is shared at the same time. */
  readonly share: ShareDraft | undefined;
}

/** An empty draft. */
export const emptyDraft: Draft = {
  chosen: undefined,
  title: '',
  class: '',
  restricted: false,
  patient: '',
  share: undefined,
};

/** Would something be lost that was filled in since `first`? */
export function isTouched(draft: Draft, first: Draft): boolean {
  return (Object.keys(first) as (keyof Draft)[]).some((field) => draft[field] !== first[field]);
}

/** Ids of the form's fields. */
export const fieldIds = {
  file: 'share-file',
  title: 'share-title',
  class: 'share-class',
  patient: 'share-patient',
  share: 'share-with',
} as const;

interface Words {
  readonly t: TFunction<'share'>;
  readonly wrongWords: (wrong: Wrong) => string;
}

/** What is missing or wrong in the report itself. */
export function missingIn(draft: Draft, byDoctor: boolean, words: Words): FieldErrors {
  const { chosen, patient } = draft;
  const { t } = words;
  const wrongTitle = entries.title.check(draft.title).wrong;
  return [
    ...(byDoctor && patient === '' ? [{ id: fieldIds.patient, text: t('missing.patient') }] : []),
    ...(chosen === undefined ? [{ id: fieldIds.file, text: t('missing.file') }] : []),
    ...(wrongTitle === undefined ? [] : [{ id: fieldIds.title, text: titleWords(wrongTitle, words) }]),
    ...(draft.class === '' ? [{ id: fieldIds.class, text: t('missing.class') }] : []),
  ];
}

function titleWords(wrong: Wrong, { t, wrongWords }: Words): string {
  return wrong === 'missing' ? t('missing.title') : wrongWords(wrong);
}

/** A complete draft as the API expects its announcement; `undefined` while something is missing. */
export function announcementOf(draft: Draft, byDoctor: boolean): Announcement | undefined {
  const { chosen, title, restricted, patient } = draft;
  if (chosen === undefined || draft.class === '') return undefined;
  const share = draft.share === undefined ? undefined : shareOf(draft.share);
  return {
    title: title.trim(),
    fileName: fileNameOf(chosen.file),
    mediaType: chosen.mediaType,
    size: chosen.file.size,
    class: draft.class,
    restricted,
    ...(byDoctor && { patient }),
    ...(share !== undefined && { share }),
  };
}
