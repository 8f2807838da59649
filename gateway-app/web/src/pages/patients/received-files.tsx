import { Button, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { ConsentItem, Purpose, ReportClass, ReportItem } from '../../api/types.js';
import { type Column, DataTable } from '../../parts/data-table.js';
import { EmptyState } from '../../parts/empty-state.js';
import { PersonName, When } from '../../parts/facts.js';
import { Listing, type PagedList } from '../../parts/listing.js';
import { ReportViewer } from '../../parts/report-viewer.js';
import { StateBadge } from '../../parts/state-badge.js';
import { paged, whole, wholeList } from './care.js';
import type { ChosenPatient } from './chosen.js';

/** Reports that this patient lets the doctor read, or did. The API lists those of all patients; this page keeps one's. */
export function useReceived({ personId }: ChosenPatient): PagedList<ReportItem> {
  const query = useQuery({
    queryKey: ['reports', 'received', 'whole'],
    queryFn: () => whole(readReceived),
  });
  const items = (query.data ?? []).filter(({ owner }) => owner.personId === personId);
  return wholeList({ items, results: [query] });
}

function readReceived(after: string | undefined) {
  return dataOf(api.GET('/api/v1/reports', { params: { query: { filter: 'received', ...paged(after) } } }));
}

interface Opening {
  readonly report: ReportItem;
  readonly purpose: Purpose;
}

interface ReceivedFilesProps {
  readonly list: PagedList<ReportItem>;
  readonly consents: readonly ConsentItem[];
}

/** The list, and the viewer of the one that is opened, for a purpose that the patient permitted. */
export function ReceivedFiles({ list, consents }: ReceivedFilesProps): ReactNode {
  const { t } = useTranslation('patients');
  const [choosing, setChoosing] = useState<ReportItem>();
  const [opening, setOpening] = useState<Opening>();
  const purposesOf = ({ consentId }: ReportItem): readonly Purpose[] =>
    (consents.find((each) => each.consentId === consentId)?.purposes ?? []) as readonly Purpose[];
  const columns = useColumns((report) => {
    const [only, ...others] = purposesOf(report);
    if (only !== undefined && others.length === 0) setOpening({ report, purpose: only });
    else setChoosing(report);
  });
  return (
    <>
      <Listing
        list={list}
        empty={<EmptyState title={t('files.empty.title')}>{t('files.empty.text')}</EmptyState>}
      >
        {(items) => (
          <DataTable
            caption={t('files.caption')}
            columns={columns}
            items={items}
            keyOf={({ versionId, consentId }) => `${versionId} ${consentId}`}
          />
        )}
      </Listing>
      {choosing !== undefined && (
        <PurposeDialog
          title={choosing.title ?? t('untitled')}
          purposes={purposesOf(choosing)}
          onClose={() => {
            setChoosing(undefined);
          }}
          onChosen={(purpose) => {
            setOpening({ report: choosing, purpose });
            setChoosing(undefined);
          }}
        />
      )}
      {opening !== undefined && (
        <Viewer
          opening={opening}
          onClose={() => {
            setOpening(undefined);
          }}
        />
      )}
    </>
  );
}

function useColumns(onOpen: (report: ReportItem) => void): readonly Column<ReportItem>[] {
  const { t } = useTranslation(['patients', 'vocabulary']);
  const titleOf = ({ title }: ReportItem): string => title ?? t('untitled');
  return [
    { key: 'report', label: t('files.report'), cell: titleOf },
    {
      key: 'class',
      label: t('files.class'),
      cell: (item) => t(`vocabulary:class.${item.class as ReportClass}`),
    },
    {
      key: 'author',
      label: t('files.author'),
      cell: ({ author, owner }) =>
        author.personId === owner.personId ? t('files.byPatient') : <PersonName person={author} />,
    },
    { key: 'recorded', label: t('files.recorded'), cell: ({ recordedAt }) => <When at={recordedAt} /> },
    { key: 'state', label: t('files.state'), cell: ({ state }) => <StateBadge state={state} /> },
    {
      key: 'act',
      label: t('files.act'),
      cell: (item) =>
        item.state === 'available' ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t('files.open')}: ${titleOf(item)}`}
            onClick={() => {
              onOpen(item);
            }}
          >
            {t('files.open')}
          </Button>
        ) : (
          '–'
        ),
    },
  ];
}

interface PurposeDialogProps {
  readonly title: string;
  readonly purposes: readonly Purpose[];
  readonly onClose: () => void;
  readonly onChosen: (purpose: Purpose) => void;
}

function PurposeDialog({ title, purposes, onClose, onChosen }: PurposeDialogProps): ReactNode {
  const { t } = useTranslation(['patients', 'vocabulary']);
  const [purpose, setPurpose] = useState<Purpose>(purposes[0] ?? 'TREAT');
  return (
    <Modal opened onClose={onClose} title={t('files.purposeTitle', { title })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onChosen(purpose);
        }}
      >
        <Stack>
          <Text size="sm">{t('files.purposeText')}</Text>
          <NativeSelect
            id="reading-purpose"
            label={t('files.purpose')}
            data={purposes.map((each) => ({ value: each, label: t(`vocabulary:purpose.${each}`) }))}
            value={purpose}
            onChange={(event) => {
              setPurpose(purposes.find((each) => each === event.currentTarget.value) ?? purpose);
            }}
          />
          <Button type="submit">{t('files.open')}</Button>
        </Stack>
      </form>
    </Modal>
  );
}

function Viewer({ opening, onClose }: Readonly<{ opening: Opening; onClose: () => void }>): ReactNode {
  const { t } = useTranslation('patients');
  const { report, purpose } = opening;
  const { reportId, versionId, title = t('untitled'), mediaType, fileName, consentId } = report;
  return (
    <ReportViewer
      report={{ reportId, versionId, title, mediaType, fileName }}
      purpose={purpose}
      basis={consentId === undefined ? undefined : { consent: consentId }}
      onClose={onClose}
    />
  );
}
