import { entries, type EntryName, type Wrong, wrongWords } from '@medseal/input-rules';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** Says in words what is wrong with an entry, by the rules that the gateway applies too. */
export function useWrongWords(): (wrong: Wrong) => string {
  const { t } = useTranslation('problems');
  return useCallback((wrong) => t(`entered.${wrong}`), [t]);
}

/** The rule behind the gateway's words for a wrong field; `undefined` for a rule that this page does not know. */
export function wrongOf(detail: string): Wrong | undefined {
  const kinds = Object.keys(wrongWords) as Wrong[];
  return kinds.find((kind) => wrongWords[kind] === detail);
}

/** What is wrong with a text of several lines where one is required: line breaks count as spaces. */
export function wrongInOneLine(name: EntryName, text: string): Wrong | undefined {
  return entries[name].check(inOneLine(text)).wrong;
}

/** The lines of a text area as the one line that is sent. */
export function inOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
