import { maxPasswordBytes, minLength } from './password-size.js';

/** What can be wrong with what a person entered. Pages have words for each in their languages; {@link wrongWords} is for programs. */
export type Wrong = keyof typeof wrongWords;

/** What is wrong, as the API says it of a field. */
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
  userNameForm: 'is 3 to 64 letters, digits or . _ @ + -, first a letter or digit',
  userNameIsId: 'looks like a person id',
  passwordShort: `A password has at least ${minLength} characters.`,
  passwordLong: `A password has at most ${maxPasswordBytes} bytes.`,
  passwordRepeats: 'The password repeats a few characters.',
  passwordGuessable: 'The password is made of words that are tried first.',
} as const;

/** The value as it is kept, or what is wrong with what was entered. */
export type Checked =
  Readonly<{ value: string; wrong?: undefined }> | Readonly<{ value?: undefined; wrong: Wrong }>;
