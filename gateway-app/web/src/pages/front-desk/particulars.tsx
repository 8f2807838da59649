import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistrationItem } from '../../api/types.js';
import { CopyableHash, When } from '../../parts/facts/facts.js';
import classes from './particulars.module.css';

/** Everything that a person gave at registration. */
export function Particulars({ person }: Readonly<{ person: RegistrationItem }>): ReactNode {
  const { t } = useTranslation(['front-desk', 'vocabulary']);
  const { office } = person;
  const facts: readonly (readonly [label: string, value: ReactNode])[] = [
    [t('personId'), <CopyableHash key="id" value={person.personId} label={t('personId')} />],
    [t('particulars.userName'), person.userName],
    [t('particulars.role'), t(`vocabulary:role.${person.role}`)],
    [t('particulars.designation'), office?.designation],
    [t('particulars.specialty'), office?.specialty],
    [t('particulars.officeAddress'), office?.address],
    [t('particulars.phone'), person.phone],
    [t('particulars.email'), person.email],
    [t('particulars.address'), person.address],
    [t('particulars.identity'), t(person.identityVerified ? 'people.verified' : 'people.notVerified')],
    [t('particulars.registeredAt'), <When key="at" at={person.registeredAt} />],
    [t(`particulars.reasonOf.${person.state === 'suspended' ? 'suspension' : 'refusal'}`), person.reason],
  ];
  return (
    <Stack component="dl" gap="xs" m={0} className={classes.facts}>
      {facts.map(([label, value]) =>
        value === undefined ? null : (
          <div key={label} className={classes.fact}>
            <Text component="dt" size="sm" c="dimmed">
              {label}
            </Text>
            <Text component="dd" size="sm" m={0}>
              <bdi>{value}</bdi>
            </Text>
          </div>
        ),
      )}
    </Stack>
  );
}
