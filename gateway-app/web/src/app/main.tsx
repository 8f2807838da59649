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

// A browser may keep a page that is left, to show it again as it was; another person may have come meanwhile.
addEventListener('pagehide', ({ persisted }) => {
  if (!persisted) return;
  root.unmount();
  queries.clear();
});
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) globalThis.location.reload();
});
