import { Alert, Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconCameraOff, IconPhoto } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../ui/dialog.js';
import { readPersonId } from '../person-id.js';
import { type CameraState, useCamera } from './camera.js';
import { readCodeFrom } from './read-code.js';
import classes from './scan-dialog.module.css';

interface ScanDialogProps {
  readonly onFound: (personId: string) => void;
  readonly onClose: () => void;
}

/** Reads the person id from a card's QR code, with the camera or from a picture file. Nothing leaves the device. */
export function ScanDialog({ onFound, onClose }: ScanDialogProps): ReactNode {
  const { t } = useTranslation(['people', 'common']);
  const [trouble, setTrouble] = useState<'noCode' | 'otherCode'>();

  const take = (text: string | undefined): void => {
    const read = readPersonId(text ?? '');
    if (read.kind === 'id') onFound(read.personId);
    else setTrouble(text === undefined ? 'noCode' : 'otherCode');
  };

  return (
    <Dialog onClose={onClose} title={t('scan.title')}>
      <Stack>
        <CameraView onCode={take} />
        <div role="status">
          {trouble !== undefined && (
            <Text size="sm" c="error">
              {t(`scan.${trouble}`)}
            </Text>
          )}
        </div>
        <Group justify="space-between">
          <FileButton
            accept="image/*"
            onChange={(file) => {
              // To the person, an unreadable file is a picture without a code.
              if (file !== null)
                void readCodeFrom(file)
                  .catch(() => undefined)
                  .then(take);
            }}
          >
            {(props) => (
              <Button variant="default" leftSection={<IconPhoto size={18} aria-hidden />} {...props}>
                {t('scan.picture')}
              </Button>
            )}
          </FileButton>
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function CameraView({ onCode }: Readonly<{ onCode: (text: string) => void }>): ReactNode {
  const { t } = useTranslation('people');
  const video = useRef<HTMLVideoElement>(null);
  const state = useCamera(video, onCode);
  const off = isOff(state);
  return (
    <>
      <div role="status">
        {off ? (
          <Alert color="yellow" variant="light" icon={<IconCameraOff aria-hidden />}>
            {t(`scan.camera.${state}`)}
          </Alert>
        ) : (
          <Text size="sm">{t(`scan.camera.${state}`)}</Text>
        )}
      </div>
      <video
        ref={video}
        className={classes.video}
        hidden={off}
        muted
        playsInline
        aria-label={t('scan.view')}
      />
    </>
  );
}

function isOff(state: CameraState): boolean {
  return state !== 'starting' && state !== 'looking';
}
