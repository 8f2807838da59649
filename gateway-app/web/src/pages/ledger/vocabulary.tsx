import { Badge, Code, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconX } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransactionItem } from '../../api/types.js';
import { LateBadge } from '../../parts/facts/state-badge.js';

/** Validation codes of Fabric for which the catalogues have words. */
const validationCodes = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 254, 255,
] as const;

/** Functions of our contracts, and of Fabric itself, for which the catalogues have words. */
const functionNames = [
  'config',
  'ApproveChaincodeDefinitionForMyOrg',
  'CommitChaincodeDefinition',
  'PublishOrganization',
  'RegisterPerson',
  'VerifyIdentity',
  'ApprovePerson',
  'RefusePerson',
  'SuspendPerson',
  'ReinstatePerson',
  'AssignSpecialist',
  'EndAssignment',
  'RequestPermission',
  'DecideRequest',
  'WithdrawRequest',
  'GrantConsent',
  'RevokeConsent',
  'SetPreferences',
  'ProposeReport',
  'AcceptReport',
  'RejectReport',
  'WithdrawProposal',
  'WithdrawReport',
  'AddWraps',
  'PurgeWraps',
  'DepositEmergency',
  'PurgeEmergency',
  'DiscloseReport',
  'RecordAuditQuery',
] as const;

/** The result of a transaction, as a word with an icon; for an invalid one also why. */
export function Validation({
  transaction: { valid, validation, validationCode, late },
}: Readonly<{
  transaction: Readonly<{ valid: boolean; validation: string; validationCode: number; late: boolean }>;
}>): ReactNode {
  const { t } = useTranslation('ledger');
  const known = validationCodes.find((each) => each === validationCode);
  // A code that is newer than these pages is shown in the gateway's words.
  const words = known === undefined ? validation : t(`validation.${known}`);
  const Icon = valid ? IconCircleCheck : IconX;
  return (
    <Stack gap={2} align="flex-start">
      <Badge
        variant="light"
        color={valid ? 'green' : 'orange'}
        tt="none"
        miw="max-content"
        leftSection={<Icon size={14} aria-hidden />}
      >
        {t(valid ? 'valid' : 'invalid')}
      </Badge>
      {!valid && <Text size="sm">{words}</Text>}
      {late && <LateBadge />}
    </Stack>
  );
}

/** What a transaction did: the function that was called, or that it is not an act of medseal. */
export function WhatItIs({
  transaction: { kind, function: called },
}: Readonly<{ transaction: Pick<TransactionItem, 'kind' | 'function'> }>): ReactNode {
  const { t } = useTranslation('ledger');
  if (kind === 'foreign' || kind === 'unreadable')
    return (
      <Badge
        variant="light"
        color="orange"
        tt="none"
        miw="max-content"
        leftSection={<IconAlertTriangle size={14} aria-hidden />}
      >
        {t(`kind.${kind}`)}
      </Badge>
    );
  return <FunctionName name={called} />;
}

/** The contract function that was called: in words, and by its name. */
function FunctionName({ name }: Readonly<{ name: string }>): ReactNode {
  const { t } = useTranslation('ledger');
  const parts = name.split(':');
  const called = parts.at(-1);
  const known = functionNames.find((each) => each === called);
  return (
    <Stack gap={2}>
      {known !== undefined && <span>{t(`function.${known}`)}</span>}
      <Code w="fit-content">
        {parts.map((part, place) => (
          <Fragment key={part}>
            {/* Long names break between contract and function. */}
            {place > 0 && ':'}
            {place > 0 && <wbr />}
            {part}
          </Fragment>
        ))}
      </Code>
    </Stack>
  );
}
