import { useTranslation } from 'react-i18next';
import type { ProblemCode } from '../../api/problem.js';

const told = [
  'NOT_ASSIGNED',
  'NO_PERMISSION',
  'UNREACHABLE',
  'UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'INVALID',
  'CONFLICT',
  'TOO_MANY',
] as const satisfies readonly ProblemCode[];

/** What problems mean for an upload: whether anything was recorded, and whether trying again is safe. */
export function useUploadWords(): Partial<Readonly<Record<ProblemCode, string>>> {
  const { t } = useTranslation('share');
  return Object.fromEntries(told.map((code) => [code, t(`problem.${code}`)]));
}
