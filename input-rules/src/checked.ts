import { maxPasswordBytes, minLength } from './password-size.js';

/** What can be wrong with an entry. Pages have words for each in each language; {@link wrongWords} is for programs. */
export type Wrong = keyof typeof wrongWords;

/** What is wrong, as the API says it about a field. */
export const wrongWords = {
  missing: 'is empty',
  tooLong: 'is too long',
  tooManyLines: 'has too many lines',
  control: 'contains control characters',
  direction: 'contains characters that change the direction of writing',
  hidden: 'contains characters that cannot be seen',
  joiner: 'has a joiner that does not stand alone between two letters',
  nothingVisible: 'has no letter and no digit',
  emailForm: 'is not an e-mail address',
  phoneCountry: 'does not begin with + and the country code',
  phoneForm: 'is not a phone number: + and 7 to 15 digits',
  userNameBlank: 'contains blanks',
  userNameForm: 'must be 3 to 64 letters, digits or . _ @ + -, beginning with a letter or digit',
  userNameIsId: 'looks like a person id',
  passwordShort: `A password has at least ${minLength} characters.`,
  passwordLong: `A password has at most ${maxPasswordBytes} bytes.`,
  passwordRepeats: 'The password repeats a few characters.',
  passwordGuessable: 'The password consists of words that attackers try first.',
} as const;

/** The value as it is stored, or what is wrong with the entry. */
export type Checked =
  Readonly<{ value: string; wrong?: undefined }> | Readonly<{ value?: undefined; wrong: Wrong }>;
