import { Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../api/types.js';
import { PrintButton } from '../../ui/print/print-button.js';
import { QrCode } from '../../ui/qr-code.js';
import classes from './person-card.module.css';
import { groupedPersonId } from './person-id.js';

/** What a card shows of its holder. */
export interface CardHolder {
  readonly personId: string;
  readonly fullName: string;
  readonly role: Role;
  readonly organization: string;
}

/** The ID card with a button that prints only the card. Its QR code holds the person id and nothing else. */
export function PersonCard({ person }: Readonly<{ person: CardHolder }>): ReactNode {
  const { t } = useTranslation('people');
  const { t: word } = useTranslation('vocabulary');
  const card = useRef<HTMLElement>(null);
  const { personId, fullName, role, organization } = person;
  return (
    <Stack gap="sm" align="flex-start">
      <article ref={card} className={classes.card} aria-label={t('card.label')}>
        <div className={classes.head}>
          <span>{organization}</span>
          <span>{word(`role.${role}`)}</span>
        </div>
        <div className={classes.body}>
          <div className={classes.words}>
            <Text fw={700} size="lg" className={classes.name}>
              <bdi>{fullName}</bdi>
            </Text>
            <Text size="xs">{t('card.personId')}</Text>
            <Text ff="monospace" className={classes.id}>
              {groupedPersonId(personId)}
            </Text>
          </div>
          <QrCode text={personId} label={t('card.code')} className={classes.code} />
        </div>
      </article>
      <Group gap="sm">
        <PrintButton sheet={card}>{t('card.print')}</PrintButton>
      </Group>
      <Text size="sm" c="dimmed" maw="60ch">
        {t('card.hint')}
      </Text>
    </Stack>
  );
}
