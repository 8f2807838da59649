import { Alert, Anchor, List } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** What is wrong in a form, each line leading to its field. `id` is the field's element id. */
export type FieldErrors = readonly Readonly<{ id: string; text: string }>[];

/** A mistake at a field, if there is one. */
export function mistakeAt(id: string, text: string | undefined): FieldErrors {
  return text === undefined ? [] : [{ id, text }];
}

/**
 * Shown above a form that was submitted with mistakes; takes the focus, so that keyboard and screen reader land on it.
 */
export function ErrorSummary({ errors }: Readonly<{ errors: FieldErrors }>): ReactNode {
  const { t } = useTranslation('problems');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <Alert ref={box} tabIndex={-1} role="alert" color="red" variant="light" title={t('summary')}>
      <List size="sm" spacing="sm">
        {errors.map(({ id, text }) => (
          <List.Item key={id}>
            <Anchor
              href={`#${id}`}
              size="sm"
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(id)?.focus();
              }}
            >
              {text}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
