import { entries } from '@medseal/input-rules';
import { Button, Checkbox, Group, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrongWords } from '../../parts/forms/entered.js';
import { reportClasses } from '../../parts/reports/report-facts.js';
import { newShare, ShareFields, useShareErrors } from '../../parts/sharing/share-fields.js';
import { useSession } from '../../session/session.js';
import { ErrorSummary, type FieldErrors } from '../../ui/error-summary.js';
import { type Draft, fieldIds, missingIn } from './draft.js';
import { FileField } from './file-field.js';
import { titleOf } from './names.js';
import { PatientChoice } from './patient-choice.js';

interface ShareFormProps {
  readonly draft: Draft;
  /** The chosen file is no longer usable: it has changed on the device. */
  readonly fileHasChanged: boolean;
  /** Changes the draft as it is then: checking a file takes a moment, in which other fields may change. */
  readonly onChange: (change: (now: Draft) => Draft) => void;
  /** Called when nothing is missing. */
  readonly onDone: () => void;
}

/** What is shared, of which class, and with whom. */
export function ShareForm({ draft, fileHasChanged, onChange, onDone }: ShareFormProps): ReactNode {
  const { t } = useTranslation('share');
  const byDoctor = useSession().person.role === 'doctor';
  const shareErrors = useShareErrors();
  const wrongWords = useWrongWords();
  const [told, setTold] = useState<FieldErrors>([]);
  const missing = [
    ...missingIn(draft, byDoctor, { t, wrongWords }),
    ...(draft.share === undefined ? [] : shareErrors(draft.share, fieldIds.share)),
  ];
  // Next to a field appears only what was reported as missing and still is.
  const errors = missing.filter(({ id }) => told.some((each) => each.id === id));
  const errorOf = (id: string): string | undefined => errors.find((each) => each.id === id)?.text;

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTold(missing);
    if (missing.length === 0) onDone();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary errors={told} />
        {byDoctor && (
          <PatientChoice
            id={fieldIds.patient}
            value={draft.patient}
            error={errorOf(fieldIds.patient)}
            onChange={(patient) => {
              onChange((now) => ({ ...now, patient }));
            }}
          />
        )}
        <FileField
          id={fieldIds.file}
          value={draft.chosen}
          error={errorOf(fieldIds.file)}
          isGone={fileHasChanged && draft.chosen === undefined}
          onChange={(chosen) => {
            onChange((now) => ({ ...now, chosen, title: now.title || (chosen ? titleOf(chosen.file) : '') }));
          }}
        />
        <Description draft={draft} onChange={onChange} errorOf={errorOf} />
        <Recipients draft={draft} onChange={onChange} errors={errors} />
        <Group>
          <Button type="submit">{t('toReview')}</Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PartProps extends Pick<ShareFormProps, 'draft' | 'onChange'> {
  readonly errorOf: (id: string) => string | undefined;
}

function Description({ draft, onChange, errorOf }: PartProps): ReactNode {
  const { t } = useTranslation(['share', 'vocabulary']);
  return (
    <>
      <TextInput
        id={fieldIds.title}
        label={t('fields.title')}
        description={t('fields.titleHint')}
        required
        maxLength={entries.title.longest}
        value={draft.title}
        error={errorOf(fieldIds.title)}
        onChange={(event) => {
          const { value: title } = event.currentTarget;
          onChange((now) => ({ ...now, title }));
        }}
      />
      <NativeSelect
        id={fieldIds.class}
        label={t('vocabulary:label.class')}
        required
        value={draft.class}
        error={errorOf(fieldIds.class)}
        data={[
          { value: '', label: t('fields.chooseClass') },
          ...reportClasses.map((each) => ({ value: each, label: t(`vocabulary:class.${each}`) })),
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          const chosen = reportClasses.find((each) => each === value) ?? '';
          onChange((now) => ({ ...now, class: chosen }));
        }}
      />
      <Checkbox
        label={t('fields.restricted')}
        description={t('fields.restrictedHint')}
        checked={draft.restricted}
        onChange={(event) => {
          const { checked: restricted } = event.currentTarget;
          onChange((now) => ({ ...now, restricted }));
        }}
      />
    </>
  );
}

/**
 * A patient may share at once with a doctor or another patient; a doctor may ask the patient to let another doctor
 * read.
 */
function Recipients({
  draft,
  onChange,
  errors,
}: Pick<ShareFormProps, 'draft' | 'onChange'> & Readonly<{ errors: FieldErrors }>): ReactNode {
  const { t } = useTranslation('share');
  const { role } = useSession().person;
  const words = role === 'doctor' ? 'byDoctor' : 'byPatient';
  const kinds = [
    { kind: 'doctor', label: t(`with.${words}.doctor`) },
    ...(role === 'doctor' ? [] : [{ kind: 'patient', label: t('with.byPatient.patient') } as const]),
  ] as const;
  return (
    <Stack>
      <Radio.Group
        label={t(`with.${words}.label`)}
        value={draft.share?.kind ?? 'nobody'}
        onChange={(wanted) => {
          const found = kinds.find(({ kind }) => kind === wanted);
          onChange((now) => ({ ...now, share: found && newShare(found.kind) }));
        }}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="nobody" label={t(`with.${words}.nobody`)} />
          {kinds.map(({ kind, label }) => (
            <Radio key={kind} value={kind} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      {draft.share !== undefined && (
        <ShareFields
          key={draft.share.kind}
          id={fieldIds.share}
          value={draft.share}
          errors={errors}
          onChange={(share) => {
            onChange((now) => ({ ...now, share }));
          }}
        />
      )}
    </Stack>
  );
}
