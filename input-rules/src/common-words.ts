/**
 * Words that make up the most common passwords, without digits and signs, with four letters or more. Whole words and
 * keyboard runs are enough here: passwords have at least twelve characters, so guessable ones are these words, joined
 * and numbered.
 */
export const commonWords: readonly string[] = `
  password passwort passphrase passcode pass kennwort secret geheim geheimnis letmein welcome willkommen
  hello hallo login logon access open sesame admin administrator root user guest test testing tester demo
  default changeme change temp temporary please trustno trust master superman batman spiderman iloveyou love
  lovely loveme baby babygirl angel angels princess prinzessin sunshine sonnenschein summer sommer winter
  spring autumn herbst flower butterfly monkey dragon tiger lion shadow pokemon starwars matrix ninja killer
  hunter football fussball baseball basketball soccer hockey liverpool chelsea arsenal michael jennifer
  jessica ashley daniel charlie thomas jordan robert andrea michelle nicole george andrew joshua maggie
  ginger buster pepper cookie january february march april june july august september october november
  december monday tuesday wednesday thursday friday saturday sunday today computer internet google samsung
  apple microsoft windows linux server database medseal hospital krankenhaus clinic klinik doctor doktor
  patient nurse health medical medicine record report blockchain hyperledger fabric ledger qazwsx qweasd
  zaqwsx qwert asdf zxcv whatever nothing freedom money cheese
`
  .trim()
  .split(/\s+/);

/** Keyboard rows, the alphabet and the digits: four neighbours in either direction are guessable. */
export const runs: readonly string[] = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  '01234567890',
];
