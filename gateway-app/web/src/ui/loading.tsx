import { Center, Loader, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';

/** What stands where a page is not there yet. Before the words are loaded, only the sign of waiting can be shown. */
export function Loading({ words }: Readonly<{ words?: string }>): ReactNode {
  return (
    <Center mih="60vh" role="status" aria-busy="true">
      <Loader />
      {words !== undefined && <VisuallyHidden>{words}</VisuallyHidden>}
    </Center>
  );
}
