import { Checkbox, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProps } from './draft.js';

/** A new password twice, both shown or hidden together. Pasting and password managers work. */
export function PasswordFields({ draft, errorOf, onEnter }: FieldProps): ReactNode {
  const { t } = useTranslation('register');
  const [shown, setShown] = useState(false);
  const control = (field: 'password' | 'passwordAgain'): ReactNode => (
    <TextInput
      id={field}
      type={shown ? 'text' : 'password'}
      label={t(`fields.${field}`)}
      description={field === 'password' ? t('passwordRules') : undefined}
      required
      autoComplete="new-password"
      autoCapitalize="none"
      spellCheck={false}
      value={draft[field]}
      error={errorOf(field)}
      onChange={(event) => {
        onEnter({ [field]: event.currentTarget.value });
      }}
    />
  );
  return (
    <>
      {control('password')}
      {control('passwordAgain')}
      <Checkbox
        label={t('showPassword')}
        checked={shown}
        onChange={(event) => {
          setShown(event.currentTarget.checked);
        }}
      />
    </>
  );
}
