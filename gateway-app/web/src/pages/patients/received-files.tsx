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
import { ReportViewer } from '../../parts/dialogs.js';
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

/** A purpose for which a report may be opened, and the consent that permits it. */
interface Way {
  readonly purpose: Purpose;
  readonly consent: string;
}

/** A report that stands once, however many consents cover it. */
interface Received {
  readonly report: ReportItem;
  readonly ways: readonly Way[];
}

interface Opening {
  readonly report: ReportItem;
  readonly way: Way;
}

interface ReceivedFilesProps {
  readonly list: PagedList<ReportItem>;
  readonly consents: readonly ConsentItem[];
}

/** The list, and the viewer of the one that is opened, for a purpose that the patient permitted. */
export function ReceivedFiles({ list, consents }: ReceivedFilesProps): ReactNode {
  const { t } = useTranslation('patients');
  const [choosing, setChoosing] = useState<Received>();
  const [opening, setOpening] = useState<Opening>();
  const columns = useColumns((received) => {
    const [only, ...others] = received.ways;
    if (only !== undefined && others.length === 0) setOpening({ report: received.report, way: only });
    else setChoosing(received);
  });
  return (
    <>
      <Listing
        list={{ ...list, items: merged(list.items, consents) }}
        empty={<EmptyState title={t('files.empty.title')}>{t('files.empty.text')}</EmptyState>}
      >
        {(items) => (
          <DataTable
            caption={t('files.caption')}
            columns={columns}
            items={items}
            keyOf={({ report }) => report.versionId}
          />
        )}
      </Listing>
      {choosing !== undefined && (
        <PurposeDialog
          title={choosing.report.title ?? t('untitled')}
          ways={choosing.ways}
          onClose={() => {
            setChoosing(undefined);
          }}
          onChosen={(way) => {
            setOpening({ report: choosing.report, way });
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

/** One line for each version: the API has one for each consent. A line that can be opened goes before one that cannot. */
function merged(items: readonly ReportItem[], consents: readonly ConsentItem[]): Received[] {
  const versions = Map.groupBy(items, ({ versionId }) => versionId);
  return [...versions.values()].flatMap((rows) => {
    const open = rows.filter(({ state }) => state === 'available');
    const report = open[0] ?? rows[0];
    return report === undefined ? [] : [{ report, ways: waysOf(open, consents) }];
  });
}

function waysOf(rows: readonly ReportItem[], consents: readonly ConsentItem[]): Way[] {
  const ways = new Map<string, Way>();
  for (const { consentId } of rows) {
    const found = consents.find((each) => each.consentId === consentId);
    for (const purpose of (found?.purposes ?? []) as readonly Purpose[])
      if (found !== undefined) ways.set(purpose, { purpose, consent: found.consentId });
  }
  return [...ways.values()];
}

function useColumns(onOpen: (received: Received) => void): readonly Column<Received>[] {
  const { t } = useTranslation(['patients', 'vocabulary']);
  const titleOf = ({ title }: ReportItem): string => title ?? t('untitled');
  return [
    { key: 'report', label: t('files.report'), cell: ({ report }) => titleOf(report) },
    {
      key: 'class',
      label: t('files.class'),
      cell: ({ report }) => t(`vocabulary:class.${report.class as ReportClass}`),
    },
    {
      key: 'author',
      label: t('files.author'),
      cell: ({ report: { author, owner } }) =>
        author.personId === owner.personId ? t('files.byPatient') : <PersonName person={author} />,
    },
    {
      key: 'recorded',
      label: t('files.recorded'),
      cell: ({ report }) => <When at={report.recordedAt} />,
    },
    {
      key: 'state',
      label: t('files.state'),
      cell: ({ report: { alteredAt, state } }) => (
        <StateBadge state={alteredAt === undefined ? state : 'altered'} />
      ),
    },
    {
      key: 'act',
      label: t('files.act'),
      cell: (received) =>
        received.ways.length === 0 ? (
          '–'
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t('files.open')}: ${titleOf(received.report)}`}
            onClick={() => {
              onOpen(received);
            }}
          >
            {t('files.open')}
          </Button>
        ),
    },
  ];
}

interface PurposeDialogProps {
  readonly title: string;
  readonly ways: readonly Way[];
  readonly onClose: () => void;
  readonly onChosen: (way: Way) => void;
}

function PurposeDialog({ title, ways, onClose, onChosen }: PurposeDialogProps): ReactNode {
  const { t } = useTranslation(['patients', 'vocabulary']);
  const [chosen, setChosen] = useState(0);
  return (
    <Modal opened onClose={onClose} title={t('files.purposeTitle', { title })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const way = ways[chosen];
          if (way !== undefined) onChosen(way);
        }}
      >
        <Stack>
          <Text size="sm">{t('files.purposeText')}</Text>
          <NativeSelect
            id="reading-purpose"
            label={t('files.purpose')}
            data={ways.map(({ purpose }, index) => ({
              value: String(index),
              label: t(`vocabulary:purpose.${purpose}`),
            }))}
            value={String(chosen)}
            onChange={(event) => {
              setChosen(Number(event.currentTarget.value));
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
  const { report, way } = opening;
  const { reportId, versionId, title = t('untitled'), mediaType, fileName } = report;
  return (
    <ReportViewer
      report={{ reportId, versionId, title, mediaType, fileName }}
      purpose={way.purpose}
      basis={{ consent: way.consent }}
      onClose={onClose}
    />
  );
}
