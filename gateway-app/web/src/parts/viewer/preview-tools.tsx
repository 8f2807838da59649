import { ActionIcon, Alert, List, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, type IconProps } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface ToolButtonProps {
  readonly label: string;
  readonly icon: ComponentType<IconProps>;
  readonly disabled?: boolean;
  /** Is what the button sets the current setting? */
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

/**
 * A small button with a picture. It stays in the tab order when it has nothing to do, so that the focus is not lost.
 */
export function ToolButton(props: ToolButtonProps): ReactNode {
  const { label, icon: Icon, disabled = false, pressed, onClick } = props;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={pressed === true ? 'light' : 'default'}
        size="lg"
        aria-label={label}
        aria-pressed={pressed}
        aria-disabled={disabled}
        {...(disabled && { 'data-disabled': true })}
        onClick={() => {
          if (!disabled) onClick();
        }}
      >
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** Says what cannot be seen of a file here, so that readers do not take what is shown for the whole file. */
export function NotAllShown({ what }: Readonly<{ what: readonly string[] }>): ReactNode {
  const { t } = useTranslation('viewer');
  return (
    <div role="status">
      {what.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t('missing.title')}>
          <List size="sm" mb="xs">
            {[...new Set(what)].map((each) => (
              <List.Item key={each}>{each}</List.Item>
            ))}
          </List>
          <Text size="sm">{t('missing.download')}</Text>
        </Alert>
      )}
    </div>
  );
}

/** Says that an intact file cannot be previewed. */
export function NotShown({ why }: Readonly<{ why: 'broken' | 'locked' | 'type' }>): ReactNode {
  const { t } = useTranslation('viewer');
  return (
    <Alert role="status" color="yellow">
      {t(`notShown.${why}`)}
    </Alert>
  );
}
