/** An officer of every organization. */
export interface InventedOfficer {
  readonly role: 'registrar' | 'auditor';
  readonly fullName: string;
}

/** A doctor or patient with the particulars of the registration form. */
export interface InventedPerson {
  readonly role: 'doctor' | 'patient';
  readonly fullName: string;
  readonly phone: string;
  readonly address: string;
  /** Only for doctors. */
  readonly office?: Readonly<{ address: string; designation: string; specialty: string }>;
  /** A doctor whom the front desk has yet to approve. */
  readonly isPending?: boolean;
}

export const officers: readonly InventedOfficer[] = [
  { role: 'registrar', fullName: 'Ravi Kumar' },
  { role: 'auditor', fullName: 'Leela Nair' },
];

/** Doctors and patients by organization; all are invented, and no number belongs to anyone. */
export const people: Readonly<Record<string, readonly InventedPerson[]>> = {
  HospitalA: [
    {
      role: 'doctor',
      fullName: 'Anil Menon',
      phone: '+91 80 5550 0111',
      address: '21 Residency Road, Bengaluru',
      office: { address: 'Tower 1, room 114', designation: 'Consultant', specialty: 'Cardiology' },
    },
    {
      role: 'doctor',
      fullName: 'Divya Iyer',
      phone: '+91 80 5550 0112',
      address: '4 Cubbon Street, Bengaluru',
      office: { address: 'Tower 2, room 208', designation: 'Senior resident', specialty: 'Neurology' },
    },
    {
      role: 'patient',
      fullName: 'Asha Rao',
      phone: '+91 80 5550 0123',
      address: '7 Temple Street, Bengaluru',
    },
    {
      role: 'patient',
      fullName: 'Kiran Das',
      phone: '+91 80 5550 0124',
      address: '58 Palm Grove, Bengaluru',
    },
    {
      role: 'doctor',
      fullName: 'Nisha Verma',
      phone: '+91 80 5550 0113',
      address: '90 Garden Lane, Bengaluru',
      office: { address: 'Tower 2, room 015', designation: 'Resident', specialty: 'Paediatrics' },
      isPending: true,
    },
  ],
  HospitalB: [
    {
      role: 'doctor',
      fullName: 'Bela Shah',
      phone: '+91 821 555 0131',
      address: '3 Palace View, Mysuru',
      office: { address: 'Main building, floor 3', designation: 'Consultant', specialty: 'Pulmonology' },
    },
    {
      role: 'doctor',
      fullName: 'Farhan Ali',
      phone: '+91 821 555 0132',
      address: '77 Lake Side, Mysuru',
      office: { address: 'Main building, floor 1', designation: 'Resident', specialty: 'Radiology' },
    },
    {
      role: 'patient',
      fullName: 'Meera Joshi',
      phone: '+91 821 555 0141',
      address: '12 Mill Road, Mysuru',
    },
    {
      role: 'doctor',
      fullName: 'Tara Sen',
      phone: '+91 821 555 0133',
      address: '5 Hill Street, Mysuru',
      office: { address: 'Annex, room 2', designation: 'Consultant', specialty: 'Nephrology' },
      isPending: true,
    },
  ],
};
