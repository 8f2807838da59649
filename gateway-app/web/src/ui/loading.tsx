import { Center, Loader, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';

/** Shown while a page is loading. Before the texts are loaded, only the spinner can be shown. */
export function Loading({ words }: Readonly<{ words?: string }>): ReactNode {
  return (
    <Center mih="60vh" role="status" aria-busy="true">
      <Loader />
      {words !== undefined && <VisuallyHidden>{words}</VisuallyHidden>}
    </Center>
  );
}
