import { Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistrationItem } from '../../api/types.js';
import { type Done, ReceiptNote } from '../../parts/facts/receipt-note.js';
import { Dialog } from '../../ui/dialog.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { ListTable } from '../../ui/lists/data-table.js';
import { AssignDialog } from './assign-dialog.js';
import { deskPersonOf, useDeskWords } from './desk-person.js';
import { Particulars } from './particulars.js';
import { type PersonAct, usePeopleColumns } from './people-columns.js';
import { type PeopleQuery, usePeople } from './people-list.js';
import { PeopleSearch } from './people-search.js';
import { ReinstateDialog, SuspendDialog } from './suspension-dialogs.js';
import { VerifyDialog } from './verify-dialog.js';

/** Everyone of this hospital by words and state, with what the desk may do for each. */
export function People(): ReactNode {
  const { t } = useTranslation('front-desk');
  const [query, setQuery] = useState<PeopleQuery>({ text: '', state: 'active' });
  const [act, setAct] = useState<PersonAct>();
  const [done, setDone] = useState<Done>();
  const list = usePeople(query);
  const columns = usePeopleColumns(setAct);
  return (
    <Stack>
      <PeopleSearch query={query} onChange={setQuery} />
      <ReceiptNote done={done} />
      <ListTable
        list={list}
        caption={t('people.caption')}
        columns={columns}
        keyOf={({ personId }) => personId}
        empty={<EmptyState title={t('people.empty.title')}>{t('people.empty.text')}</EmptyState>}
      />
      {act !== undefined && (
        <ActDialog
          act={act}
          onClose={() => {
            setAct(undefined);
          }}
          onDone={setDone}
        />
      )}
    </Stack>
  );
}

interface ActDialogProps {
  readonly act: PersonAct;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

function ActDialog({ act: { kind, person }, onClose, onDone }: ActDialogProps): ReactNode {
  const named = deskPersonOf(person);
  switch (kind) {
    case 'details':
      return <Details person={person} onClose={onClose} />;
    case 'verify':
      return <VerifyDialog person={person} onClose={onClose} onDone={onDone} />;
    case 'assign':
      return <AssignDialog patient={named} onClose={onClose} onDone={onDone} />;
    case 'suspend':
      return <SuspendDialog person={named} onClose={onClose} onDone={onDone} />;
    case 'reinstate':
      return <ReinstateDialog person={named} onClose={onClose} onDone={onDone} />;
  }
}

function Details({
  person,
  onClose,
}: Readonly<{ person: RegistrationItem; onClose: () => void }>): ReactNode {
  const words = useDeskWords();
  return (
    <Dialog onClose={onClose} title={<bdi>{words(deskPersonOf(person))}</bdi>} size="lg">
      <Particulars person={person} />
    </Dialog>
  );
}
