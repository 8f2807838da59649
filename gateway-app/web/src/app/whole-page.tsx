import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, Suspense, useEffect, useSyncExternalStore } from 'react';
import { RouterProvider } from 'react-router/dom';
import { onPageStanding, pageStanding } from '../api/page-person.js';
import { Loading } from '../ui/loading.js';
import { queries } from './queries.js';
import { router } from './router.js';
import { StoppedPage } from './stopped-page.js';

/** The pages, or what is left of them when someone else is signed in. */
export function WholePage(): ReactNode {
  const standing = useSyncExternalStore(onPageStanding, pageStanding);
  const hasStopped = standing.kind === 'stopped';
  useEffect(() => {
    if (!hasStopped) return;
    queries.clear();
    // The address and its state in the history belonged to the earlier person.
    history.replaceState(null, '', '/');
  }, [hasStopped]);
  if (hasStopped) return <StoppedPage now={standing.now} />;
  return (
    <QueryClientProvider client={queries}>
      <Suspense fallback={<Loading />}>
        <RouterProvider router={router} />
      </Suspense>
    </QueryClientProvider>
  );
}
