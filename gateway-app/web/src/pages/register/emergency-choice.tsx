import { Fieldset, Radio, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProps } from './draft.js';

/** Whether an emergency half of the patient's keys is deposited, in plain words and with no answer preselected. */
export function EmergencyChoice({ draft, errorOf, onEnter }: FieldProps): ReactNode {
  const { t } = useTranslation('register');
  return (
    <Fieldset legend={t('groups.emergency')}>
      <Stack>
        <Text size="sm">{t('emergency.why')}</Text>
        <Radio.Group
          name="emergency-half"
          label={t('fields.emergencyHalf')}
          required
          value={draft.emergencyHalf}
          error={errorOf('emergencyHalf')}
          onChange={(choice) => {
            onEnter({ emergencyHalf: choice === 'yes' ? 'yes' : 'no' });
          }}
        >
          <Stack gap="md" mt="xs" mb="xs">
            <Radio
              id="emergencyHalf"
              value="yes"
              label={t('emergency.yes')}
              description={t('emergency.yesMeans')}
            />
            <Radio value="no" label={t('emergency.no')} description={t('emergency.noMeans')} />
          </Stack>
        </Radio.Group>
        <Text size="sm" c="dimmed">
          {t('emergency.later')}
        </Text>
      </Stack>
    </Fieldset>
  );
}
