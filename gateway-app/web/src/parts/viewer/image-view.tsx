import { Group, Stack } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findingsOf } from './image-findings.js';
import { NotAllShown, NotShown } from './preview-tools.js';
import classes from './preview.module.css';
import { useFrame, useKeptMiddle, useZoom, ZoomButtons } from './zoom.js';
import { type Size, sized } from './zoom-scale.js';

/** An image from memory; its address is revoked when the view closes. */
export function ImageView({
  bytes,
  mediaType,
  title,
}: Readonly<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string; title: string }>): ReactNode {
  const { t } = useTranslation('viewer');
  const [size, setSize] = useState<Size>();
  const { attach, element, room } = useFrame();
  const zoom = useZoom(size, room);
  const [broken, setBroken] = useState(false);
  useKeptMiddle(element, zoom.scale);
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
  const findings = useMemo(() => findingsOf(bytes), [bytes]);
  if (broken) return <NotShown why="broken" />;
  return (
    <Stack gap="xs">
      <Group gap="xs" role="toolbar" aria-label={t('tools')}>
        <ZoomButtons {...zoom} />
      </Group>
      <NotAllShown what={findings.map((found) => t(`missing.${found}`))} />
      <div
        ref={attach}
        role="region"
        aria-label={t('image', { title })}
        tabIndex={0}
        className={classes.frame}
      >
        <img
          ref={show}
          alt={t('image', { title })}
          className={classes.image}
          style={size && zoom.scale !== undefined ? sized(size, zoom.scale) : { width: '100%' }}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
            setSize({ width: naturalWidth, height: naturalHeight });
          }}
          onError={() => {
            setBroken(true);
          }}
        />
      </div>
    </Stack>
  );
}
