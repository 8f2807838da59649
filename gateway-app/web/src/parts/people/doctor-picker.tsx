import { longestSearch } from '@medseal/input-rules';
import {
  Button,
  Combobox,
  Group,
  NativeSelect,
  Paper,
  Stack,
  Text,
  TextInput,
  useCombobox,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbout } from '../../api/about.js';
import type { FoundDoctor } from '../../api/types.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { type FoundDoctors, useDoctorSearch } from './doctor-search.js';

interface DoctorPickerProps {
  readonly id: string;
  readonly label: string;
  readonly value: FoundDoctor | undefined;
  readonly onChange: (doctor: FoundDoctor | undefined) => void;
  readonly error?: ReactNode;
}

/** Value of the option that loads more doctors; no person id looks like it. */
const more = 'more';
/** Milliseconds without typing before a search starts. */
const quiet = 250;

/** Chooses one doctor of any hospital, by name, specialty and hospital. */
export function DoctorPicker({ id, label, value, onChange, error }: DoctorPickerProps): ReactNode {
  const { t } = useTranslation('people');
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [narrowing, setNarrowing] = useState({ specialty: '', organization: '' });
  // The person wants the list; it opens when a doctor is found.
  const [wanted, setWanted] = useState(false);
  const [filter] = useDebouncedValue({ text: value === undefined ? text : '', ...narrowing }, quiet);
  const [asked, setAsked] = useState(false);
  const found = useDoctorSearch(filter, asked);
  const combobox = useCombobox({
    opened: wanted && found.doctors.length > 0,
    onOpenedChange: setWanted,
    onDropdownClose: () => {
      combobox.resetSelectedOption();
    },
  });

  const open = (): void => {
    setAsked(true);
    setWanted(true);
  };
  const choose = (option: string): void => {
    if (option === more) {
      found.loadMore();
      return;
    }
    onChange(found.doctors.find(({ personId }) => personId === option));
    setText('');
    setWanted(false);
  };
  const clear = (): void => {
    onChange(undefined);
    setText('');
    input.current?.focus();
  };

  return (
    <Stack gap="xs">
      <Combobox store={combobox} onOptionSubmit={choose} shadow="md" withinPortal={false}>
        <Combobox.Target withExpandedAttribute>
          <TextInput
            ref={input}
            id={id}
            label={label}
            description={t('doctor.hint')}
            required
            maxLength={longestSearch}
            spellCheck={false}
            rightSection={<Combobox.Chevron />}
            rightSectionPointerEvents="none"
            value={value?.fullName ?? text}
            error={error}
            onChange={(event) => {
              setText(event.currentTarget.value);
              if (value !== undefined) onChange(undefined);
              open();
            }}
            onFocus={open}
            onClick={open}
            onBlur={() => {
              setWanted(false);
            }}
            onKeyDown={(event) => {
              // Enter in the open list chooses; it must not submit the form around it.
              if (event.key === 'Enter' && combobox.dropdownOpened) event.preventDefault();
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options aria-label={label} mah={320} style={{ overflowY: 'auto' }}>
            {found.doctors.map((doctor) => (
              <Combobox.Option key={doctor.personId} value={doctor.personId}>
                <Text size="sm" fw={600}>
                  <bdi>{doctor.fullName}</bdi>
                </Text>
                <DoctorDetails doctor={doctor} />
              </Combobox.Option>
            ))}
            {found.hasMore && (
              <Combobox.Option value={more}>
                <Text size="sm" td="underline">
                  {t('doctor.more')}
                </Text>
              </Combobox.Option>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {value === undefined ? (
        <>
          <Narrowing id={id} value={narrowing} onChange={setNarrowing} />
          {asked && <Outcome found={found} />}
        </>
      ) : (
        <Chosen doctor={value} onClear={clear} />
      )}
    </Stack>
  );
}

interface NarrowingProps {
  readonly id: string;
  readonly value: Readonly<{ specialty: string; organization: string }>;
  readonly onChange: (value: NarrowingProps['value']) => void;
}

function Narrowing({ id, value, onChange }: NarrowingProps): ReactNode {
  const { t } = useTranslation('people');
  const { organizations } = useAbout();
  const hospitals = organizations.filter(({ hospital }) => hospital).map(({ name }) => name);
  return (
    <Group gap="sm" grow preventGrowOverflow={false} align="flex-end">
      <NativeSelect
        id={`${id}-hospital`}
        size="xs"
        label={t('doctor.hospital')}
        data={[{ value: '', label: t('doctor.allHospitals') }, ...hospitals]}
        value={value.organization}
        onChange={(event) => {
          onChange({ ...value, organization: event.currentTarget.value });
        }}
      />
      <TextInput
        id={`${id}-specialty`}
        size="xs"
        label={t('doctor.specialty')}
        maxLength={longestSearch}
        value={value.specialty}
        onChange={(event) => {
          onChange({ ...value, specialty: event.currentTarget.value });
        }}
      />
    </Group>
  );
}

/** Says how many were found, and what to do when there were none. */
function Outcome({ found }: Readonly<{ found: FoundDoctors }>): ReactNode {
  const { t } = useTranslation('people');
  const { doctors, searching, hasMore, problem } = found;
  if (problem !== undefined) return <ProblemAlert problem={problem} />;
  const count = doctors.length;
  return (
    <Text size="sm" c="dimmed" role="status">
      {searching && count === 0 && t('doctor.searching')}
      {!searching && count === 0 && t('doctor.nobody')}
      {count > 0 && t(hasMore ? 'doctor.atLeast' : 'doctor.found', { count })}
    </Text>
  );
}

function Chosen({ doctor, onClear }: Readonly<{ doctor: FoundDoctor; onClear: () => void }>): ReactNode {
  const { t } = useTranslation('people');
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="sm">
        <div>
          <Text size="sm" fw={600}>
            <bdi>{doctor.fullName}</bdi>
          </Text>
          <DoctorDetails doctor={doctor} />
        </div>
        <Button size="compact-sm" variant="default" onClick={onClear}>
          {t('doctor.another')}
        </Button>
      </Group>
    </Paper>
  );
}

function DoctorDetails({ doctor }: Readonly<{ doctor: FoundDoctor }>): ReactNode {
  const { specialty, designation, organization, officeAddress } = doctor;
  return (
    <>
      <Text size="xs">
        <bdi>{specialty}</bdi> · <bdi>{designation}</bdi>
      </Text>
      <Text size="xs">
        {organization} · <bdi>{officeAddress.replaceAll('\n', ', ')}</bdi>
      </Text>
    </>
  );
}
