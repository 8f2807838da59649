import { useTranslation } from 'react-i18next';
import { When } from '../../parts/facts/facts.js';
import { LedgerPlace } from '../../parts/facts/ledger-place.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import type { Column } from '../../ui/lists/data-table.js';
import { useNow } from '../../ui/now.js';

interface Standing {
  readonly from: string;
  readonly until: string;
  readonly block: string;
  readonly transactionId: string;
}

/** The columns that say when a permission starts and ends, its current state, and where it is on the ledger. */
export function useStandingColumns<Item extends Standing>(
  stateOf: (item: Item, now: string) => string,
): readonly Column<Item>[] {
  const { t } = useTranslation('consents');
  const now = useNow();
  return [
    { key: 'from', label: t('details.from'), cell: ({ from }) => <When at={from} /> },
    { key: 'until', label: t('details.until'), cell: ({ until }) => <When at={until} /> },
    {
      key: 'state',
      label: t('specialists.state'),
      cell: (item) => <StateBadge state={stateOf(item, now)} />,
    },
    {
      key: 'ledger',
      label: t('details.ledger'),
      cell: (item) => (
        <span>
          <LedgerPlace of={item} />
        </span>
      ),
    },
  ];
}
