/** The state of a report, according to its record. */
export const recordStates = ['available', 'withdrawn', 'erasing', 'erased'] as const;
export type RecordState = (typeof recordStates)[number];

/** The state of a permission, from the best to the worst. */
export const permissionStates = ['available', 'waiting', 'expired', 'revoked'] as const;
export type PermissionState = (typeof permissionStates)[number];

/** The state of a report for those who may read it: `suspended` while their account is not active. */
export const readerStates = ['available', 'waiting', 'suspended'] as const;
export type ReaderState = (typeof readerStates)[number];

/** The state of a report under a consent for its grantee. */
export type ShareState = RecordState | PermissionState | ReaderState | 'excluded';

/** The state that a row of a list of reports shows: of the report, of what shares it, or of a proposal. */
export const rowStates = [
  ...recordStates,
  'waiting',
  'expired',
  'revoked',
  'suspended',
  'excluded',
  'proposed',
  'accepted',
  'rejected',
] as const satisfies readonly (ShareState | 'proposed' | 'accepted' | 'rejected')[];
export type RowState = (typeof rowStates)[number];
