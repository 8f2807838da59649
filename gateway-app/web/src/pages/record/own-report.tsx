import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ReportItem } from '../../api/types.js';
import { ReportViewer } from '../../parts/forms/dialogs.js';
import { useReportName } from '../../parts/reports/report-name.js';
import { ShareDialog } from './dialogs.js';

/** The title with a link to the report's own page, and the name of its file. */
export function ReportTitle({ report }: Readonly<{ report: ReportItem }>): ReactNode {
  return (
    <Stack gap={2} align="flex-start">
      <Anchor component={Link} to={`/record/${report.reportId}`} fw={600} size="sm">
        <bdi>{useReportName()(report)}</bdi>
      </Anchor>
      {report.fileName !== undefined && (
        <Text size="xs" c="dimmed">
          <bdi>{report.fileName}</bdi>
        </Text>
      )}
      {report.restricted && <Restricted />}
    </Stack>
  );
}

/** Says that a report is restricted. */
export function Restricted(): ReactNode {
  const { t } = useTranslation('record');
  return (
    <Badge variant="default" tt="none" leftSection={<IconEyeOff size={14} aria-hidden />}>
      {t('restricted')}
    </Badge>
  );
}

/** What someone wants to do with one of their own reports. */
export interface OwnReportAct {
  readonly kind: 'open' | 'share';
  readonly report: ReportItem;
}

/** Buttons to open and share one of the patient's own reports, while it is in the record. */
export function OwnReportActions({
  report,
  onAct,
}: Readonly<{ report: ReportItem; onAct: (act: OwnReportAct) => void }>): ReactNode {
  const { t } = useTranslation('record');
  const title = useReportName()(report);
  if (report.state !== 'available') return '–';
  return (
    <Group gap="xs" wrap="nowrap">
      <Button
        size="compact-sm"
        aria-label={t('openLabel', { title })}
        onClick={() => {
          onAct({ kind: 'open', report });
        }}
      >
        {t('open')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('shareLabel', { title })}
        onClick={() => {
          onAct({ kind: 'share', report });
        }}
      >
        {t('share')}
      </Button>
    </Group>
  );
}

/** The window of an act. It outlives the report's row, so that an open report can say why it closes. */
export function OwnReportDialog({
  act: { kind, report },
  onClose,
}: Readonly<{ act: OwnReportAct; onClose: () => void }>): ReactNode {
  const title = useReportName()(report);
  const { reportId, versionId } = report;
  return kind === 'open' ? (
    <ReportViewer report={{ reportId, versionId, title }} onClose={onClose} />
  ) : (
    <ShareDialog reportId={reportId} title={title} onClose={onClose} />
  );
}
