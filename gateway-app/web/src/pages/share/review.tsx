import { Alert, Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/problem.js';
import { useFormat } from '../../language/format.js';
import type { ShareDraft } from '../../parts/sharing/share-fields.js';
import { useShareWords } from '../../parts/sharing/share-words.js';
import { useSession } from '../../session/session.js';
import { useCloseByBack } from '../../ui/dialog-history.js';
import { FactList } from '../../ui/lists/fact-list.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useUploadWords } from './upload-words.js';
import type { Draft } from './draft.js';
import { fileNameOf } from './names.js';

interface ReviewProps {
  readonly draft: Draft;
  /** Why the last try did not succeed; what was filled in is still there. */
  readonly problem: Problem | undefined;
  readonly cancelled: boolean;
  readonly onBack: () => void;
  readonly onSend: () => void;
}

/** A summary before sending, and after a failed try. */
export function Review({ draft, problem, cancelled, onBack, onSend }: ReviewProps): ReactNode {
  const { t } = useTranslation(['share', 'vocabulary', 'common']);
  const format = useFormat();
  const byDoctor = useSession().person.role === 'doctor';
  const words = useUploadWords();
  const { chosen, title, restricted, patient } = draft;
  useCloseByBack(onBack);
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
              name: fileNameOf(chosen.file),
              type: t(`types.${chosen.mediaType}`),
              size: format.size(chosen.file.size),
            }),
          ],
          [t('fields.title'), <bdi key="title">{title.trim()}</bdi>],
          [t('vocabulary:label.class'), t(`vocabulary:class.${draft.class}`)],
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
  const { t } = useTranslation('share');
  const words = useShareWords();
  return <bdi>{share === undefined ? t('review.nobody') : t('review.somebody', { ...words(share) })}</bdi>;
}
