import { Alert, Button, Code, Group, List, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbout } from '../../api/about.js';

/**
 * For an organization without officers: no one can log in before the operator has added one. Says what to do first, in
 * order.
 */
export function NobodyYet(): ReactNode {
  const { t } = useTranslation('login');
  const { organization, kind } = useAbout();
  const queries = useQueryClient();
  const role = kind === 'hospital' ? 'registrar' : 'auditor';
  return (
    <Alert color="blue" variant="light" title={t('nobody.title', { organization })}>
      <Stack gap="sm">
        <Text size="sm">{t(`nobody.${kind}`)}</Text>
        <List type="ordered" size="sm" spacing="xs">
          <List.Item>
            {t('nobody.command')}
            <Code block mt={4} style={{ whiteSpace: 'pre-wrap' }}>
              {`npm run network -- person add --org ${organization} --role ${role} --user NAME --name "FULL NAME"`}
            </Code>
          </List.Item>
          <List.Item>{t('nobody.password')}</List.Item>
          <List.Item>{t(`nobody.then.${kind}`)}</List.Item>
        </List>
        <Group>
          <Button variant="default" onClick={() => void queries.invalidateQueries({ queryKey: ['about'] })}>
            {t('nobody.look')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
