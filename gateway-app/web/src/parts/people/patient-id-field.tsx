import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconQrcode } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupedPersonId, readPersonId } from './person-id.js';
import { ScanDialog } from './scan/scan-dialog.js';

interface PatientIdFieldProps {
  readonly id: string;
  readonly label: string;
  /** A person id with a valid form and check character, or empty. */
  readonly value: string;
  /** Called with a person id with a valid form and check character, or with an empty text while there is none. */
  readonly onChange: (personId: string) => void;
  readonly error?: ReactNode;
}

/** A patient's id, typed, pasted, or scanned from the card. Form and check character are checked before it is sent. */
export function PatientIdField({ id, label, value, onChange, error }: PatientIdFieldProps): ReactNode {
  const { t } = useTranslation('people');
  const input = useRef<HTMLInputElement>(null);
  const [scans, setScans] = useState(false);
  const [left, setLeft] = useState(false);
  const [draft, setDraft] = useState({ text: groupedPersonId(value), told: value });
  // The page chose another value than this field reported: show that one.
  if (draft.told !== value) setDraft({ text: groupedPersonId(value), told: value });

  const read = readPersonId(draft.text);
  const mistake =
    left && (read.kind === 'form' || read.kind === 'check') ? t(`patientId.${read.kind}`) : error;

  const type = (text: string): void => {
    const now = readPersonId(text);
    const told = now.kind === 'id' ? now.personId : '';
    setDraft({ text, told });
    if (told !== value) onChange(told);
  };

  const endScan = (): void => {
    setScans(false);
    // The dialog is gone, and the focus with it: the person continues where the id now is, or can be typed.
    input.current?.focus();
  };

  return (
    <Stack gap="xs">
      <TextInput
        ref={input}
        id={id}
        label={label}
        description={t('patientId.hint')}
        required
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={draft.text}
        error={mistake}
        onChange={(event) => {
          setLeft(false);
          type(event.currentTarget.value);
        }}
        onBlur={() => {
          setLeft(true);
          if (read.kind === 'id') setDraft({ ...draft, text: groupedPersonId(read.personId) });
        }}
      />
      <Group gap="sm">
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconQrcode size={18} aria-hidden />}
          onClick={() => {
            setScans(true);
          }}
        >
          {t('patientId.scan')}
        </Button>
        <Text size="sm" role="status">
          {read.kind === 'id' && (
            <Group gap={4} component="span" display="inline-flex">
              <IconCheck size={16} aria-hidden />
              {t('patientId.fits')}
            </Group>
          )}
        </Text>
      </Group>
      {scans && (
        <ScanDialog
          onClose={endScan}
          onFound={(personId) => {
            endScan();
            type(groupedPersonId(personId));
          }}
        />
      )}
    </Stack>
  );
}
