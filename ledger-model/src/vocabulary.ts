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

/** HL7 v3 PurposeOfUse (code system 2.16.840.1.113883.5.8), the codes that a reading may state. */
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

/** What a certificate's attribute `medseal.role` may say. */
export const roleSchema = z.enum(['patient', 'doctor', 'registrar', 'auditor', 'operator', 'service']);
export type Role = z.infer<typeof roleSchema>;

/** Roles of humans, who have a `person` record. */
export const personRoleSchema = roleSchema.exclude(['operator', 'service']);
export type PersonRole = z.infer<typeof personRoleSchema>;

/** Affiliation of the Fabric CA that a certificate of each role must carry: a gateway's CA credential is bound to `people`. */
export const affiliationOf: Readonly<Record<Role, 'people' | 'office' | 'parts'>> = {
  patient: 'people',
  doctor: 'people',
  registrar: 'office',
  auditor: 'office',
  operator: 'parts',
  service: 'parts',
};

export const personStateSchema = z.enum(['pending', 'active', 'suspended', 'refused', 'ended']);
/** What a hospital says of a doctor to patients and colleagues everywhere, once the doctor is approved. */
export const profileSchema = z.strictObject({
  fullName: z.string().min(1).max(200),
  specialty: z.string().min(1).max(200),
  officeAddress: z.string().min(1).max(300),
  designation: z.string().min(1).max(200),
});
export type DoctorProfile = Readonly<z.infer<typeof profileSchema>>;

export type PersonState = z.infer<typeof personStateSchema>;
