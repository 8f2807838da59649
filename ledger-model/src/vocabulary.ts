import { z } from 'zod';

/** Coarse class of a report: never a diagnosis. */
export const reportClassSchema = z.enum([
  'imaging',
  'laboratory',
  'letter',
  'prescription',
  'vitals',
  'other',
]);
export type ReportClass = z.infer<typeof reportClassSchema>;

/** The codes of HL7 v3 PurposeOfUse (code system 2.16.840.1.113883.5.8) that a reading may state. */
export const purposeSchema = z.enum([
  'TREAT',
  'ETREAT',
  'CAREMGT',
  'HPAYMT',
  'HOPERAT',
  'HRESCH',
  'PUBHLTH',
  'HLEGAL',
  'PATRQT',
  'FAMRQT',
  'BTG',
]);
export type Purpose = z.infer<typeof purposeSchema>;

/** The possible values of a certificate's attribute `medseal.role`. */
export const roleSchema = z.enum(['patient', 'doctor', 'registrar', 'auditor', 'operator', 'service']);
export type Role = z.infer<typeof roleSchema>;

/** Roles of humans, who have a `person` record. */
export const personRoleSchema = roleSchema.exclude(['operator', 'service']);
export type PersonRole = z.infer<typeof personRoleSchema>;

/**
 * Roles that a consent to an organization may name. Patients are never among them, because anyone can register as one.
 * `system` is reserved for programs; no person has it.
 */
export const granteeRoleSchema = z.enum(['doctor', 'auditor', 'system']);
export type GranteeRole = z.infer<typeof granteeRoleSchema>;

/** The Fabric CA affiliation required in each role's certificates: a gateway's CA credential is bound to `people`. */
export const affiliationOf: Readonly<Record<Role, 'people' | 'office' | 'parts'>> = {
  patient: 'people',
  doctor: 'people',
  registrar: 'office',
  auditor: 'office',
  operator: 'parts',
  service: 'parts',
};

/** Why a reading is refused; fixed words to record and translate, never free text. */
export const refusalReasonSchema = z.enum([
  'READER_NOT_ACTIVE',
  'REPORT_NOT_ACTIVE',
  'VERSION_NOT_READABLE',
  'EXCLUDED',
  'NO_BASIS',
  'NOT_THE_PATIENTS_CONSENT',
  'NOT_A_READING_CONSENT',
  'CONSENT_NOT_ACTIVE',
  'CONSENT_NOT_STARTED',
  'CONSENT_EXPIRED',
  'NOT_THE_GRANTEE',
  'PURPOSE_NOT_PERMITTED',
  'OUT_OF_SCOPE',
]);
export type RefusalReason = z.infer<typeof refusalReasonSchema>;

/** A person's state in their record. */
export const personStateSchema = z.enum(['pending', 'active', 'suspended', 'refused', 'ended']);
export type PersonState = z.infer<typeof personStateSchema>;

/** What a hospital tells patients and colleagues everywhere about a doctor, once the doctor is approved. */
export const profileSchema = z.strictObject({
  fullName: z.string().min(1).max(200),
  specialty: z.string().min(1).max(200),
  officeAddress: z.string().min(1).max(300),
  designation: z.string().min(1).max(200),
});
export type DoctorProfile = Readonly<z.infer<typeof profileSchema>>;
