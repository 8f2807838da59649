import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbout } from '../../api/about.js';
import type { EventKind, Purpose } from '../../api/types.js';
import { purposes } from '../../parts/sharing/consent-words.js';
import { DayField } from '../../parts/forms/day-field.js';
import { dayIn } from '../../parts/forms/days.js';
import { everything, type FilterDraft, type Mistake, presets } from './filter.js';

interface FilterFormProps {
  readonly draft: FilterDraft;
  readonly mistakes: readonly Mistake[];
  readonly onChange: (draft: FilterDraft) => void;
}

const kinds = [
  'reading',
  'refusal',
  'consent',
  'revocation',
  'request',
  'decision',
  'proposal',
  'acceptance',
  'rejection',
  'proposal-withdrawal',
  'withdrawal',
  'request-withdrawal',
  'assignment',
  'assignment-end',
  'registration',
  'approval',
  'disapproval',
  'identity-check',
  'suspension',
  'reinstatement',
  'preferences',
  'query',
] as const satisfies readonly EventKind[];

/** A reading may also have been an emergency reading. */
const statedPurposes: readonly Purpose[] = [...purposes, 'BTG'];

/** The filters of a question. Nothing is asked from here. */
export function FilterForm({ draft, mistakes, onChange }: FilterFormProps): ReactNode {
  const { t } = useTranslation(['compliance', 'vocabulary']);
  const change = (part: Partial<FilterDraft>): void => {
    onChange({ ...draft, ...part });
  };
  return (
    <Stack>
      <Presets onChange={change} />
      <Checkbox.Group
        label={t('filter.kinds')}
        value={[...draft.kinds]}
        onChange={(chosen) => {
          change({ kinds: chosen });
        }}
      >
        <SimpleGrid cols={{ base: 1, xs: 2, sm: 3, lg: 5 }} spacing="xs" verticalSpacing="xs" mt="xs">
          {kinds.map((kind) => (
            <Checkbox key={kind} value={kind} label={t(`vocabulary:event.${kind}`)} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        <Days draft={draft} mistakes={mistakes} onChange={change} />
        <People draft={draft} mistakes={mistakes} onChange={change} />
        <Codes draft={draft} onChange={change} />
      </SimpleGrid>
      <Checkbox
        id="filter-late"
        label={t('filter.late')}
        checked={draft.late}
        onChange={(event) => {
          change({ late: event.currentTarget.checked });
        }}
      />
    </Stack>
  );
}

function Presets({ onChange }: Readonly<{ onChange: (part: Partial<FilterDraft>) => void }>): ReactNode {
  const { t } = useTranslation('compliance');
  return (
    <Group gap="xs" role="group" aria-label={t('presets.label')}>
      {(['week', 'month', 'refusals', 'suspensions'] as const).map((preset) => (
        <Button
          key={preset}
          size="compact-md"
          variant="default"
          onClick={() => {
            onChange(presets[preset]());
          }}
        >
          {t(`presets.${preset}`)}
        </Button>
      ))}
      <Button
        size="compact-md"
        variant="subtle"
        onClick={() => {
          onChange(everything);
        }}
      >
        {t('presets.clear')}
      </Button>
    </Group>
  );
}

interface PartProps {
  readonly draft: FilterDraft;
  readonly onChange: (part: Partial<FilterDraft>) => void;
}

function Days({ draft, mistakes, onChange }: PartProps & Pick<FilterFormProps, 'mistakes'>): ReactNode {
  const { t } = useTranslation('compliance');
  return (['from', 'to'] as const).map((name) => (
    <DayField
      key={name}
      id={`filter-${name}`}
      label={t(`filter.${name}`)}
      max={dayIn(0)}
      value={draft[name]}
      error={name === 'to' && mistakes.includes('period') && t('mistake.period')}
      onDay={(day) => {
        onChange({ [name]: day });
      }}
    />
  ));
}

function People({ draft, mistakes, onChange }: PartProps & Pick<FilterFormProps, 'mistakes'>): ReactNode {
  const { t } = useTranslation('compliance');
  return (['patient', 'person'] as const).map((name) => (
    <TextInput
      key={name}
      id={`filter-${name}`}
      label={t(`filter.${name}`)}
      placeholder="per_"
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      value={draft[name]}
      error={mistakes.includes(name) && t(`mistake.${name}`)}
      onChange={(event) => {
        onChange({ [name]: event.currentTarget.value });
      }}
    />
  ));
}

function Codes({ draft, onChange }: PartProps): ReactNode {
  const { t } = useTranslation(['compliance', 'vocabulary']);
  const { organizations } = useAbout();
  const any = { value: '', label: t('filter.any') };
  return (
    <>
      <NativeSelect
        id="filter-organization"
        label={t('filter.organization')}
        value={draft.organization}
        data={[any, ...organizations.map(({ name }) => ({ value: name, label: name }))]}
        onChange={(event) => {
          onChange({ organization: event.currentTarget.value });
        }}
      />
      <NativeSelect
        id="filter-purpose"
        label={t('vocabulary:label.purpose')}
        value={draft.purpose}
        data={[
          any,
          ...statedPurposes.map((code) => ({ value: code, label: t(`vocabulary:purpose.${code}`) })),
        ]}
        onChange={(event) => {
          onChange({ purpose: event.currentTarget.value as FilterDraft['purpose'] });
        }}
      />
      <NativeSelect
        id="filter-basis"
        label={t('filter.basis')}
        value={draft.basis}
        data={[
          any,
          ...(['own', 'author', 'consent'] as const).map((code) => ({
            value: code,
            label: t(`vocabulary:basis.${code}`),
          })),
        ]}
        onChange={(event) => {
          onChange({ basis: event.currentTarget.value as FilterDraft['basis'] });
        }}
      />
      <NativeSelect
        id="filter-outcome"
        label={t('filter.outcome')}
        value={draft.outcome}
        data={[
          any,
          ...(['permit', 'refuse'] as const).map((code) => ({
            value: code,
            label: t(`vocabulary:outcome.${code}`),
          })),
        ]}
        onChange={(event) => {
          onChange({ outcome: event.currentTarget.value as FilterDraft['outcome'] });
        }}
      />
    </>
  );
}
