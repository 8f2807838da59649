import { entries } from '@medseal/input-rules';
import { Alert, Button, Group, Input, Paper, Stack, Text } from '@mantine/core';
import { IconFile, IconUpload } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbout } from '../../api/about.js';
import { useFormat } from '../../language/format.js';
import type { ChosenFile } from './draft.js';
import classes from './file-field.module.css';
import { typeOf } from './file-type.js';
import { fileNameOf } from './names.js';

interface FileFieldProps {
  readonly id: string;
  readonly value: ChosenFile | undefined;
  readonly onChange: (chosen: ChosenFile | undefined) => void;
  /** The previously chosen file has changed on the device. */
  readonly isGone: boolean;
  readonly error?: ReactNode;
}

type Refusal = Readonly<{
  why: 'type' | 'large' | 'empty' | 'several' | 'unreadable' | 'nameless';
  name: string;
}>;

/** Takes one file, dropped or chosen by a button, and rejects at once what would be rejected later. */
export function FileField({ id, value, onChange, isGone, error }: FileFieldProps): ReactNode {
  const { t } = useTranslation('share');
  const format = useFormat();
  const { maxReportSize } = useAbout();
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<Refusal>();
  const [over, setOver] = useState(false);

  const take = async (files: FileList | null): Promise<void> => {
    const file = files?.[0];
    if (files === null || file === undefined) return;
    const refused = files.length > 1 ? several(file) : await check(file, maxReportSize);
    if ('why' in refused) {
      setRefusal(refused);
      onChange(undefined);
    } else {
      setRefusal(undefined);
      onChange(refused);
    }
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files);
  };

  return (
    <Stack gap="xs">
      <Input.Label component="div" id={`${id}-label`} required>
        {t('fields.file')}
      </Input.Label>
      <Paper
        withBorder
        p="lg"
        className={classes.place}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={drop}
      >
        <Stack align="center" gap="xs" ta="center">
          <IconUpload size={28} aria-hidden />
          <Text>{t('drop.here')}</Text>
          <Button
            id={id}
            variant="default"
            aria-describedby={`${id}-hint ${id}-error`}
            onClick={() => input.current?.click()}
          >
            {t(value === undefined ? 'drop.choose' : 'drop.other')}
          </Button>
          <Text id={`${id}-hint`} size="sm" c="dimmed">
            {t('drop.types', { size: format.size(maxReportSize) })}
          </Text>
          <input
            ref={input}
            type="file"
            hidden
            tabIndex={-1}
            aria-labelledby={`${id}-label`}
            accept="application/pdf,image/png,image/jpeg,.pdf,.png,.jpg,.jpeg"
            onChange={(event) => {
              void take(event.currentTarget.files);
              // Choosing the same file again counts as a choice too.
              event.currentTarget.value = '';
            }}
          />
        </Stack>
      </Paper>
      <div role="status">
        {value !== undefined && (
          <Group gap="xs" wrap="nowrap">
            <IconFile size={20} aria-hidden />
            <Text size="sm" component="bdi">
              {t('drop.chosen', {
                name: fileNameOf(value.file),
                type: t(`types.${value.mediaType}`),
                size: format.size(value.file.size),
              })}
            </Text>
          </Group>
        )}
      </div>
      {refusal === undefined && isGone && (
        <Alert role="alert" color="red" variant="light">
          {t('drop.changed')}
        </Alert>
      )}
      {refusal !== undefined && (
        <Alert role="alert" color="red" variant="light">
          <bdi>
            {t(`drop.refused.${refusal.why}`, { name: refusal.name, size: format.size(maxReportSize) })}
          </bdi>
        </Alert>
      )}
      <Input.Error id={`${id}-error`}>{refusal === undefined ? error : undefined}</Input.Error>
    </Stack>
  );
}

function several({ name }: File): Refusal {
  return { why: 'several', name };
}

async function check(file: File, most: number): Promise<ChosenFile | Refusal> {
  const { name, size } = file;
  if (size === 0) return { why: 'empty', name };
  if (size > most) return { why: 'large', name };
  if (entries.fileName.check(fileNameOf(file)).wrong !== undefined) return { why: 'nameless', name };
  try {
    const mediaType = await typeOf(file);
    return mediaType === undefined ? { why: 'type', name } : { file, mediaType };
  } catch {
    // A folder, or a file that has since been moved or locked.
    return { why: 'unreadable', name };
  }
}
