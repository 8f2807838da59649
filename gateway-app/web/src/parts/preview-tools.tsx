import { ActionIcon, Alert, Text, Tooltip } from '@mantine/core';
import { type IconProps, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { type ComponentType, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../language/format.js';

const steps = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;

/** How much larger than the window's width something is shown. */
export function useZoom() {
  const [at, setAt] = useState<number>(steps.indexOf(1));
  return {
    zoom: steps[at] ?? 1,
    larger:
      at < steps.length - 1
        ? () => {
            setAt(at + 1);
          }
        : undefined,
    smaller:
      at > 0
        ? () => {
            setAt(at - 1);
          }
        : undefined,
  };
}

/** Buttons for {@link useZoom} with the present size. */
export function ZoomButtons({ zoom, larger, smaller }: ReturnType<typeof useZoom>): ReactNode {
  const { t } = useTranslation('viewer');
  const format = useFormat();
  return (
    <>
      <ToolButton
        label={t('zoom.smaller')}
        icon={IconZoomOut}
        disabled={smaller === undefined}
        onClick={smaller}
      />
      <Text size="sm" role="status">
        {format.percent(zoom)}
      </Text>
      <ToolButton
        label={t('zoom.larger')}
        icon={IconZoomIn}
        disabled={larger === undefined}
        onClick={larger}
      />
    </>
  );
}

interface ToolButtonProps {
  readonly label: string;
  readonly icon: ComponentType<IconProps>;
  readonly disabled: boolean;
  readonly onClick: (() => void) | undefined;
}

/** A small button with a picture; stays in the tab order when there is nothing to do, so that the focus is not lost. */
export function ToolButton({ label, icon: Icon, disabled, onClick }: ToolButtonProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={label}
        aria-disabled={disabled}
        {...(disabled && { 'data-disabled': true })}
        onClick={() => {
          if (!disabled) onClick?.();
        }}
      >
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** Says that a file cannot be previewed though it is whole. */
export function NotShown({ why }: Readonly<{ why: 'broken' | 'locked' | 'type' }>): ReactNode {
  const { t } = useTranslation('viewer');
  return (
    <Alert role="status" color="yellow">
      {t(`notShown.${why}`)}
    </Alert>
  );
}
