import './mantine.css';
import './app.css';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { setNonce } from 'get-nonce';
import { type ReactNode, StrictMode, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { startLanguage } from '../language/language.js';
import { listenToTabs } from '../session/tabs.js';
import { queries } from './queries.js';
import { themeWith, variables } from './theme.js';
import { WholePage } from './whole-page.js';

/** The nonce that the gateway wrote into the page: the CSP lets scripts add style elements only with it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// Dialogs lock scrolling with their own style element.
setNonce(nonce);

/** Colours and shapes, and the library's own texts in the chosen language. */
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
listenToTabs();
await startLanguage();
const root = createRoot(place);
root.render(
  <StrictMode>
    <DirectionProvider>
      <Themed>
        <WholePage />
      </Themed>
    </DirectionProvider>
  </StrictMode>,
);

// A browser may keep a page that is left, to show it again unchanged; another person may have signed in meanwhile.
addEventListener('pagehide', ({ persisted }) => {
  if (!persisted) return;
  root.unmount();
  queries.clear();
});
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) globalThis.location.reload();
});
