import type { TFunction } from 'i18next';
import type { Announcement, MediaType, ReportClass } from '../../api/types.js';
import type { FieldErrors } from '../../parts/error-summary.js';
import { type ShareDraft, shareOf } from '../../parts/share-fields.js';

/** A file that is a PDF, PNG or JPEG of a size that is taken. */
export interface ChosenFile {
  readonly file: File;
  readonly mediaType: MediaType;
}

/** What is to be shared, while it is being filled in. */
export interface Draft {
  readonly chosen: ChosenFile | undefined;
  readonly title: string;
  readonly class: ReportClass | '';
  readonly restricted: boolean;
  /** A doctor's: whose record it is for; person id, or empty. */
  readonly patient: string;
  /** With whom it is shared at once. */
  readonly share: ShareDraft | undefined;
}

/** A draft in which nothing is filled in. */
export const emptyDraft: Draft = {
  chosen: undefined,
  title: '',
  class: '',
  restricted: false,
  patient: '',
  share: undefined,
};

/** Ids of the form's fields. */
export const fieldIds = {
  file: 'share-file',
  title: 'share-title',
  class: 'share-class',
  patient: 'share-patient',
  share: 'share-with',
} as const;

/** Most characters that a title may have. */
export const longestTitle = 300;

/** What of the report itself is missing. */
export function missingIn(draft: Draft, byDoctor: boolean, t: TFunction<'share'>): FieldErrors {
  const { chosen, title, patient } = draft;
  return [
    ...(byDoctor && patient === '' ? [{ id: fieldIds.patient, text: t('missing.patient') }] : []),
    ...(chosen === undefined ? [{ id: fieldIds.file, text: t('missing.file') }] : []),
    ...(title.trim() === '' ? [{ id: fieldIds.title, text: t('missing.title') }] : []),
    ...(draft.class === '' ? [{ id: fieldIds.class, text: t('missing.class') }] : []),
  ];
}

/** A complete draft as the API wants it announced; `undefined` while something is missing. */
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

/** A file's name within what the API takes: no control characters, at most 255 characters, the ending kept. */
function fileNameOf({ name }: File): string {
  return name
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(-255)
    .trim();
}
