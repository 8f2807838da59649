import 'i18next';
import type accessLog from './en/access-log.json';
import type common from './en/common.json';
import type compliance from './en/compliance.json';
import type consents from './en/consents.json';
import type files from './en/files.json';
import type frontDesk from './en/front-desk.json';
import type ledger from './en/ledger.json';
import type login from './en/login.json';
import type me from './en/me.json';
import type patients from './en/patients.json';
import type people from './en/people.json';
import type problems from './en/problems.json';
import type record from './en/record.json';
import type register from './en/register.json';
import type share from './en/share.json';
import type viewer from './en/viewer.json';
import type vocabulary from './en/vocabulary.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      'access-log': typeof accessLog;
      common: typeof common;
      compliance: typeof compliance;
      consents: typeof consents;
      files: typeof files;
      'front-desk': typeof frontDesk;
      ledger: typeof ledger;
      login: typeof login;
      me: typeof me;
      patients: typeof patients;
      people: typeof people;
      problems: typeof problems;
      record: typeof record;
      register: typeof register;
      share: typeof share;
      viewer: typeof viewer;
      vocabulary: typeof vocabulary;
    };
  }
}
