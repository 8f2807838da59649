import { Button, Container, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedInNow } from '../api/page-person.js';
import { Page } from '../ui/page.js';

/** Shown in place of a page whose person is no longer signed in: says who is, and offers two ways to continue. */
export function StoppedPage({ now }: Readonly<{ now: SignedInNow }>): ReactNode {
  const { t } = useTranslation();
  const name = typeof now === 'object' ? now.fullName : undefined;
  const title =
    typeof now === 'object' ? t('stopped.title.person', { name: now.fullName }) : t(`stopped.title.${now}`);
  return (
    <Container size="sm" py="xl" component="main">
      <Page title={title}>
        <Text>{t('stopped.text')}</Text>
        <Group>
          {now !== 'nobody' && (
            <Button className="wrapping-button" onClick={load('/')}>
              {name === undefined ? t('stopped.continueUnknown') : t('stopped.continue', { name })}
            </Button>
          )}
          <Button variant={now === 'nobody' ? 'filled' : 'default'} onClick={load('/login')}>
            {t(now === 'nobody' ? 'stopped.logIn' : 'stopped.other')}
          </Button>
        </Group>
      </Page>
    </Container>
  );
}

/** Loads a page from the gateway: nothing in this page's memory survives. */
function load(path: string): () => void {
  return () => {
    globalThis.location.replace(path);
  };
}
