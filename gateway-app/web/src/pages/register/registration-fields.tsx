import { entries } from '@medseal/input-rules';
import { Button, Fieldset, Group, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { type ChangeEvent, type ReactNode, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrongWords } from '../../parts/forms/entered.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { type Draft, type FieldProps, officeFields, personFields, type TextField } from './draft.js';
import { EmergencyChoice } from './emergency-choice.js';
import { PasswordFields } from './password-fields.js';
import type { WrongAnswer } from './wrong-answers.js';

interface RegistrationFieldsProps {
  readonly draft: Draft;
  readonly mistakes: readonly WrongAnswer[];
  readonly onChange: (draft: Draft) => void;
  readonly onContinue: () => void;
}

/** The registration form. What it asks about beyond the person depends on the kind of user. */
export function RegistrationFields(props: RegistrationFieldsProps): ReactNode {
  const { draft, mistakes, onChange, onContinue } = props;
  const { t } = useTranslation(['register', 'common']);
  const words = useMistakeWords();
  const errors = useMemo(
    () => mistakes.map((mistake) => ({ id: mistake.field, text: words(mistake) })),
    [mistakes, words],
  );
  const fields: FieldProps = {
    draft,
    errorOf: (field) => errors.find(({ id }) => id === field)?.text,
    onEnter: (entered) => {
      onChange({ ...draft, ...entered });
    },
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onContinue();
      }}
    >
      <Stack gap="lg">
        <ErrorSummary errors={errors} />
        <KindOfUser {...fields} />
        {draft.role !== '' && (
          <>
            <Fieldset legend={t('groups.person')}>
              <Stack>
                {personFields.map((field) => (
                  <TextControl key={field} field={field} {...fields} />
                ))}
              </Stack>
            </Fieldset>
            {draft.role === 'doctor' && (
              <Fieldset legend={t('groups.office')}>
                <Stack>
                  {officeFields.map((field) => (
                    <TextControl key={field} field={field} {...fields} />
                  ))}
                </Stack>
              </Fieldset>
            )}
            <Fieldset legend={t('groups.account')}>
              <Stack>
                <TextControl field="userName" {...fields} />
                <PasswordFields {...fields} />
              </Stack>
            </Fieldset>
            {draft.role === 'patient' && <EmergencyChoice {...fields} />}
          </>
        )}
        <Group>
          <Button type="submit">{t('common:actions.continue')}</Button>
        </Group>
      </Stack>
    </form>
  );
}

function useMistakeWords(): (mistake: WrongAnswer) => string {
  const { t } = useTranslation('register');
  const words = useWrongWords();
  return useCallback(
    ({ field, kind }) => {
      if (kind === 'missing') return t(`missing.${field}`);
      return kind === 'userNameTaken' || kind === 'passwordDiffers' || kind === 'notTaken'
        ? t(`wrong.${kind}`)
        : words(kind);
    },
    [t, words],
  );
}

function KindOfUser({ draft, errorOf, onEnter }: FieldProps): ReactNode {
  const { t } = useTranslation('register');
  return (
    <Radio.Group
      name="kind-of-user"
      label={t('fields.role')}
      required
      value={draft.role}
      error={errorOf('role')}
      onChange={(role) => {
        onEnter({ role: role === 'doctor' ? 'doctor' : 'patient' });
      }}
    >
      <Stack gap="xs" mt="xs" mb="xs">
        <Radio id="role" value="patient" label={t('roles.patient')} description={t('roles.patientHint')} />
        <Radio value="doctor" label={t('roles.doctor')} description={t('roles.doctorHint')} />
      </Stack>
    </Radio.Group>
  );
}

/** A doctor's name is public, everyone else's is not. */
function hintOf(field: TextField, { role }: Draft) {
  return field === 'fullName' && role === 'doctor' ? 'hints.doctorName' : (`hints.${field}` as const);
}

/** Tells browsers and assistive programs what each field asks for (WCAG 1.3.5). */
const autoComplete: Readonly<Record<TextField, string>> = {
  userName: 'username',
  fullName: 'name',
  phone: 'tel',
  email: 'email',
  address: 'street-address',
  officeAddress: 'off',
  designation: 'organization-title',
  specialty: 'off',
};
/** Phone keyboards. Not `type="email"`: browsers rewrite international domains in it. */
const keyboards: Partial<Readonly<Record<TextField, 'tel' | 'email'>>> = { phone: 'tel', email: 'email' };

/** Addresses may have several lines. */
const inLines: readonly TextField[] = ['address', 'officeAddress'];

function TextControl({
  field,
  draft,
  errorOf,
  onEnter,
}: FieldProps & Readonly<{ field: TextField }>): ReactNode {
  const { t } = useTranslation('register');
  const shared = {
    id: field,
    label: t(`fields.${field}`),
    description: t(hintOf(field, draft)),
    required: true,
    maxLength: entries[field].longest,
    autoComplete: autoComplete[field],
    value: draft[field],
    error: errorOf(field),
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      onEnter({ [field]: event.currentTarget.value });
    },
  };
  if (inLines.includes(field)) return <Textarea {...shared} autosize minRows={2} />;
  const isWord = field === 'userName' || field === 'email';
  return (
    <TextInput
      {...shared}
      inputMode={keyboards[field]}
      {...(isWord && { autoCapitalize: 'none', spellCheck: false })}
    />
  );
}
