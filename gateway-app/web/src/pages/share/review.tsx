import { Alert, Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/problem.js';
import { useFormat } from '../../language/format.js';
import { FactList } from '../../parts/fact-list.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import type { ShareDraft } from '../../parts/share-fields.js';
import { useUploadWords } from './upload-words.js';
import { endOfDay } from '../../parts/until-field.js';
import { useSession } from '../../session/session.js';
import type { Draft } from './draft.js';

interface ReviewProps {
  readonly draft: Draft;
  /** Why the last try did not succeed; what was filled in is still there. */
  readonly problem: Problem | undefined;
  readonly cancelled: boolean;
  readonly onBack: () => void;
  readonly onSend: () => void;
}

/** Everything once more before it is sent, and after a try that failed. */
export function Review({ draft, problem, cancelled, onBack, onSend }: ReviewProps): ReactNode {
  const { t } = useTranslation(['share', 'vocabulary', 'common']);
  const format = useFormat();
  const byDoctor = useSession().person.role === 'doctor';
  const words = useUploadWords();
  const { chosen, title, restricted, patient } = draft;
  if (chosen === undefined || draft.class === '') return null;
  const again = problem !== undefined || cancelled;
  return (
    <Stack>
      {problem !== undefined && <ProblemAlert problem={problem} words={words} />}
      {cancelled && (
        <Alert role="status" color="gray">
          {t('cancelled')}
        </Alert>
      )}
      <FactList
        facts={[
          [t('fields.patient'), byDoctor ? patient : undefined],
          [
            t('fields.file'),
            t('drop.chosen', {
              name: chosen.file.name,
              type: t(`types.${chosen.mediaType}`),
              size: format.size(chosen.file.size),
            }),
          ],
          [t('fields.title'), title.trim()],
          [t('fields.class'), t(`vocabulary:class.${draft.class}`)],
          [t('fields.restricted'), t(restricted ? 'yes' : 'no')],
          [t('review.shared'), <ShareWords key="share" share={draft.share} />],
        ]}
      />
      <Group>
        <Button variant="default" onClick={onBack}>
          {t('common:actions.change')}
        </Button>
        <Button onClick={onSend}>{again ? t('common:actions.retry') : t(verbOf(draft, byDoctor))}</Button>
      </Group>
    </Stack>
  );
}

function verbOf({ share }: Draft, byDoctor: boolean): 'send.propose' | 'send.share' | 'send.keep' {
  if (byDoctor) return 'send.propose';
  return share === undefined ? 'send.keep' : 'send.share';
}

function ShareWords({ share }: Readonly<{ share: ShareDraft | undefined }>): ReactNode {
  const { t } = useTranslation(['share', 'vocabulary']);
  const format = useFormat();
  if (share === undefined) return t('review.nobody');
  const { kind, doctor, patient, purpose, until } = share;
  return t('review.somebody', {
    who: kind === 'doctor' ? doctorWords(doctor) : patient,
    purpose: t(`vocabulary:purpose.${purpose}`),
    until: format.date(endOfDay(until)),
  });
}

function doctorWords(doctor: ShareDraft['doctor']): string {
  if (doctor === undefined) return '';
  const { fullName, organization } = doctor;
  return `${fullName}, ${organization}`;
}
