import { Group, Stack } from '@mantine/core';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NotShown, useZoom, ZoomButtons } from './preview-tools.js';
import classes from './preview.module.css';

/** An image from memory; its address is forgotten when it is closed. */
export function ImageView({
  bytes,
  mediaType,
  title,
}: Readonly<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string; title: string }>): ReactNode {
  const { t } = useTranslation('viewer');
  const zoom = useZoom();
  const [broken, setBroken] = useState(false);
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (image === null) return;
      const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
      image.src = address;
      return () => {
        URL.revokeObjectURL(address);
      };
    },
    [bytes, mediaType],
  );
  if (broken) return <NotShown why="broken" />;
  return (
    <Stack gap="xs">
      <Group gap="xs" role="toolbar" aria-label={t('tools')}>
        <ZoomButtons {...zoom} />
      </Group>
      <div role="region" aria-label={t('image', { title })} tabIndex={0} className={classes.frame}>
        <img
          ref={show}
          alt={t('image', { title })}
          className={classes.image}
          style={{ width: `${zoom.zoom * 100}%` }}
          onError={() => {
            setBroken(true);
          }}
        />
      </div>
    </Stack>
  );
}
