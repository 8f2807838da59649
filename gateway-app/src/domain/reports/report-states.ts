/** A report as its record stands. */
export const recordStates = ['available', 'withdrawn', 'erasing', 'erased'] as const;
export type RecordState = (typeof recordStates)[number];

/** How a permission stands, from the best to the worst. */
export const permissionStates = ['available', 'waiting', 'expired', 'revoked'] as const;
export type PermissionState = (typeof permissionStates)[number];

/** How a report stands for those who may read it: `suspended` while their account is not active. */
export const readerStates = ['available', 'waiting', 'suspended'] as const;
export type ReaderState = (typeof readerStates)[number];

/** How a report under a consent stands for its grantee. */
export type ShareState = RecordState | PermissionState | ReaderState | 'excluded';

/** What a row of a list of reports says: of the report, of what shares it, or of a proposal. */
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
