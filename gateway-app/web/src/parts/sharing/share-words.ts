import { useTranslation } from 'react-i18next';
import { useFormat } from '../../language/format.js';
import { usePersonWords } from '../facts/facts.js';
import type { ShareDraft } from './share-fields.js';
import { endOfDay } from '../forms/days.js';

/** With whom a report is shared, for which purpose, and until when, as words for a sentence. */
export interface ShareWords {
  readonly who: string;
  readonly purpose: string;
  readonly until: string;
}

/** The words for what a person shares, before and after it is done. */
export function useShareWords(): (share: ShareDraft) => ShareWords {
  const { t } = useTranslation(['common', 'vocabulary']);
  const format = useFormat();
  const person = usePersonWords();
  return ({ kind, doctor, patient, purpose, until }) => ({
    who: kind === 'doctor' && doctor !== undefined ? person(doctor) : t('common:someone', { id: patient }),
    purpose: t(`vocabulary:purpose.${purpose}`),
    until: format.date(endOfDay(until)),
  });
}
