/** The parts of a hospital's front desk, as `?tab=` names them. */
export const deskTabs = ['waiting', 'people', 'assignments'] as const;
export type DeskTab = (typeof deskTabs)[number];
