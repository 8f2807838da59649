import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../api/problem.js';
import { ConfirmDialog } from '../../parts/forms/dialogs.js';
import { type Done, ReceiptNote } from '../../parts/facts/receipt-note.js';
import { Waiting } from '../../ui/lists/listing.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { usePreferences, usePreferencesAct } from './preferences.js';

/** Whether a majority of organizations may open the record in an emergency, without the patient. */
export function Emergency(): ReactNode {
  const { data, error } = usePreferences();
  const [done, setDone] = useState<Done>();
  if (data === undefined) return error === null ? <Waiting /> : <ProblemAlert problem={asProblem(error)} />;
  return (
    <Stack>
      <ReceiptNote done={done} />
      <Choice isOn={data.emergencyHalf} onDone={setDone} />
    </Stack>
  );
}

function Choice({ isOn, onDone }: Readonly<{ isOn: boolean; onDone: (done: Done) => void }>): ReactNode {
  const { t } = useTranslation('consents');
  // The click's choice is kept: the live stream may report the change before the answer arrives.
  const [wanted, setWanted] = useState<boolean>();
  const state = isOn ? 'on' : 'off';
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Title order={2} size="h3">
          {t(`emergency.${state}.title`)}
        </Title>
        <Text maw="70ch">{t(`emergency.${state}.text`)}</Text>
        <List size="sm" maw="70ch">
          <List.Item>{t('emergency.with')}</List.Item>
          <List.Item>{t('emergency.without')}</List.Item>
          <List.Item>{t('emergency.anytime')}</List.Item>
        </List>
        <Group>
          <Button
            variant="default"
            aria-label={t(`emergency.${state}.open`)}
            onClick={() => {
              setWanted(!isOn);
            }}
          >
            {t(`emergency.${state}.verb`)}
          </Button>
        </Group>
      </Stack>
      {wanted !== undefined && (
        <SwitchDialog
          on={wanted}
          onDone={onDone}
          onClose={() => {
            setWanted(undefined);
          }}
        />
      )}
    </Paper>
  );
}

function SwitchDialog({
  on,
  onDone,
  onClose,
}: Readonly<{ on: boolean; onDone: (done: Done) => void; onClose: () => void }>): ReactNode {
  const { t } = useTranslation('consents');
  const state = on ? 'off' : 'on';
  const act = usePreferencesAct((receipt) => {
    onDone({ text: t(`emergency.${state}.done`), receipt });
    onClose();
  });
  return (
    <ConfirmDialog
      title={t(`emergency.${state}.open`)}
      verb={t(`emergency.${state}.verb`)}
      danger={!on}
      busy={act.pending}
      problem={act.problem}
      onConfirm={() => {
        act.run((now) => ({ ...now, emergencyHalf: on }));
      }}
      onClose={onClose}
    >
      {t(`emergency.${state}.confirm`)}
    </ConfirmDialog>
  );
}
