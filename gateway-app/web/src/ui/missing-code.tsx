import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './missing-code.module.css';

/** The code of a part could not be loaded. */
export class CodeMissingError extends Error {
  override readonly name = 'CodeMissingError';

  constructor(options: ErrorOptions) {
    super('code could not be loaded', options);
  }
}

interface MissingCodeProps {
  readonly onAgain: () => void;
  /** Continues without the part; `undefined` if that is not possible. */
  readonly onClose: (() => void) | undefined;
  /** Shown in place of the part. */
  readonly instead: ReactNode;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | undefined;
}

/** Keeps the page when a part's code does not load; any other fault goes on to its handler. */
export class MissingCode extends Component<MissingCodeProps, State> {
  override readonly state: State = { error: undefined };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    const { children, instead, onAgain, onClose } = this.props;
    if (error === undefined) return children;
    if (!(error instanceof CodeMissingError)) throw error;
    return (
      <>
        {instead}
        <Notice onAgain={onAgain} onClose={onClose} />
      </>
    );
  }
}

function Notice({ onAgain, onClose }: Pick<MissingCodeProps, 'onAgain' | 'onClose'>): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={classes.place}>
      <Alert
        role="alert"
        color="red"
        variant="white"
        bd="1px solid red.9"
        maw={640}
        mx="auto"
        icon={<IconPlugConnectedX aria-hidden />}
        title={t('missingCode.title')}
      >
        <Stack gap="xs">
          <Text size="sm">{t('missingCode.text')}</Text>
          <Group gap="xs">
            <Button size="compact-md" onClick={onAgain}>
              {t('actions.retry')}
            </Button>
            {onClose !== undefined && (
              <Button size="compact-md" variant="default" onClick={onClose}>
                {t('actions.close')}
              </Button>
            )}
          </Group>
        </Stack>
      </Alert>
    </div>
  );
}
