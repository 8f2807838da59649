import type { RegistrationForm } from '../../api/types.js';

/** The form's text fields. */
export type TextField =
  'userName' | 'fullName' | 'phone' | 'email' | 'address' | 'officeAddress' | 'designation' | 'specialty';

/** All fields of the form; each is also the id of its control. */
export type Field = TextField | 'role' | 'emergencyHalf' | 'password' | 'passwordAgain';

/** What was entered so far. Choices start empty: nothing is chosen for the person. */
export type Draft = Readonly<
  Record<TextField, string> & {
    role: '' | 'patient' | 'doctor';
    emergencyHalf: '' | 'yes' | 'no';
    password: string;
    passwordAgain: string;
  }
>;

/** What a control of the form receives. */
export interface FieldProps {
  readonly draft: Draft;
  readonly errorOf: (field: Field) => string | undefined;
  readonly onEnter: (entered: Partial<Draft>) => void;
}

/** An untouched form. */
export const emptyDraft: Draft = {
  role: '',
  userName: '',
  fullName: '',
  phone: '',
  email: '',
  address: '',
  officeAddress: '',
  designation: '',
  specialty: '',
  emergencyHalf: '',
  password: '',
  passwordAgain: '',
};

/** What everyone is asked. */
export const personFields = ['fullName', 'phone', 'email', 'address'] as const satisfies readonly TextField[];
/** What doctors are asked in addition. */
export const officeFields = [
  'designation',
  'specialty',
  'officeAddress',
] as const satisfies readonly TextField[];

/** Was anything entered? */
export function isTouched(draft: Draft): boolean {
  return (Object.keys(emptyDraft) as Field[]).some((field) => draft[field] !== '');
}

/** A complete draft as the API expects it. */
export function formOf(draft: Draft): RegistrationForm {
  const text = (field: TextField): string => draft[field].trim();
  const role = draft.role === 'doctor' ? 'doctor' : 'patient';
  return {
    role,
    userName: text('userName'),
    password: draft.password,
    fullName: text('fullName'),
    phone: text('phone'),
    address: text('address'),
    email: text('email'),
    ...(role === 'patient'
      ? { emergencyHalf: draft.emergencyHalf === 'yes' }
      : {
          office: {
            address: text('officeAddress'),
            designation: text('designation'),
            specialty: text('specialty'),
          },
        }),
  };
}
