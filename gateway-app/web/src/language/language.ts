import i18next, { type BackendModule, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { interpolation } from './isolate.js';
import { pseudo } from './pseudo.js';

/** Languages that a person may choose; catalogues are complete in each (tests compare them). */
export const languages = { en: 'English', hi: 'हिन्दी' } as const;
export type Language = keyof typeof languages;

/** For tests: `x-pseudo` lengthens and marks every text of the catalogues, `x-mirror` does the same right to left. */
const testLanguages = ['x-pseudo', 'x-mirror'] as const;

const storageKey = 'medseal-language';
const catalogues = import.meta.glob<{ default: ResourceKey }>('./{en,hi}/*.json');

/** Loads one namespace of one language as a chunk of its own. */
const lazyCatalogues: BackendModule = {
  type: 'backend',
  init() {
    // Nothing to prepare: catalogues are found by their names.
  },
  read(language, namespace, done) {
    load(language, namespace).then(
      (texts) => {
        done(null, texts);
      },
      (error: unknown) => {
        done(error instanceof Error ? error : new Error(String(error)), null);
      },
    );
  },
};

async function load(language: string, namespace: string): Promise<ResourceKey> {
  const isTest = testLanguages.some((each) => each === language);
  const catalogue = catalogues[`./${isTest ? 'en' : language}/${namespace}.json`];
  if (catalogue === undefined) throw new Error(`no catalogue ${language}/${namespace}`);
  const { default: texts } = await catalogue();
  return isTest ? pseudo(texts) : texts;
}

/** Prepares translation in the language chosen before, or the browser's, or English. */
export async function startLanguage(): Promise<void> {
  await i18next
    .use(lazyCatalogues)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(),
      fallbackLng: false,
      supportedLngs: [...Object.keys(languages), ...testLanguages],
      load: 'currentOnly',
      ns: ['common', 'problems', 'vocabulary'],
      defaultNS: 'common',
      interpolation,
      returnNull: false,
    });
  show(i18next.language);
  i18next.on('languageChanged', show);
}

/** Changes the language of all pages and remembers it on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language);
  await i18next.changeLanguage(language);
}

/** Does the language read from right to left? */
function isRightToLeft(language: string): boolean {
  return language === 'x-mirror';
}

function preferredLanguage(): string {
  const known: readonly string[] = [...Object.keys(languages), ...testLanguages];
  const wanted = [localStorage.getItem(storageKey), ...navigator.languages.map((each) => each.split('-')[0])];
  return wanted.find((each) => typeof each === 'string' && known.includes(each)) ?? 'en';
}

function show(language: string): void {
  document.documentElement.lang = language.startsWith('x-') ? 'en' : language;
  document.documentElement.dir = isRightToLeft(language) ? 'rtl' : 'ltr';
}
