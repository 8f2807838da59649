import './mantine.css';
import './app.css';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { type ReactNode, StrictMode, Suspense, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { startLanguage } from '../language/language.js';
import { queries } from './queries.js';
import { router } from './router.js';
import { themeWith, variables } from './theme.js';

/** The nonce that the gateway wrote into the page: the only style elements that its CSP lets scripts add. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// Dialogs lock scrolling with a style element of their own.
setNonce(nonce);

/** Colours and shapes, with the words of the chosen language where the library would say its own. */
function Themed({ children }: Readonly<{ children: ReactNode }>): ReactNode {
  const close = useTranslation().t('actions.close');
  const theme = useMemo(() => themeWith(close), [close]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      {children}
    </MantineProvider>
  );
}

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');
await startLanguage();
createRoot(place).render(
  <StrictMode>
    <DirectionProvider>
      <Themed>
        <QueryClientProvider client={queries}>
          <Suspense>
            <RouterProvider router={router} />
          </Suspense>
        </QueryClientProvider>
      </Themed>
    </DirectionProvider>
  </StrictMode>,
);
