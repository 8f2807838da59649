/** A person's details, which must appear only where they were entered. */
export const planted = {
  userName: 'planted.user',
  fullName: 'Planted Fullname',
  phone: '+49 170 4711 0815',
  address: 'Planted Street 5',
  email: 'planted@example.org',
  office: { address: 'Planted Ward', designation: 'Planted Designation', specialty: 'Planted Specialty' },
};
/** Each text of {@link planted}. */
export const plantedTexts: readonly string[] = Object.values({ ...planted, ...planted.office }).filter(
  (value) => typeof value === 'string',
);
