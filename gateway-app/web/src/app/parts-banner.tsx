import { Alert, Stack, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Parts, useParts } from '../api/parts.js';

/** Blocks that lists may lag behind without a warning. */
const tolerated = 2;

/** Says which parts of the network do not answer, and what still works. */
export function PartsBanner(): ReactNode {
  const { t } = useTranslation();
  const { parts, isError } = useParts();
  const words = useTroubleWords(parts ?? {});
  const troubles = isError ? [t('banner.UNREACHABLE')] : words;
  return (
    <div role="status" aria-label={t('banner.label')}>
      {troubles.length > 0 && (
        <Alert color="yellow" variant="light" icon={<IconPlugConnectedX aria-hidden />}>
          <Stack gap="xs">
            {troubles.map((each) => (
              <Text key={each} size="sm">
                {each}
              </Text>
            ))}
          </Stack>
        </Alert>
      )}
    </div>
  );
}

/** A store that answers but takes no uploads has its own text. */
function storeTrouble(store: Parts[string] | undefined): 'banner.store' | 'banner.storeRefuses' {
  return store?.['answers'] === 1 ? 'banner.storeRefuses' : 'banner.store';
}

/** One sentence for each part that does not answer, or lags behind. */
function useTroubleWords(parts: Parts): string[] {
  const { t } = useTranslation();
  const { agents, store, projection } = parts;
  const behind = Number(projection?.['behind'] ?? 0);
  const figures = { up: Number(agents?.['up'] ?? 0), total: Number(agents?.['total'] ?? 0) };
  const missing = (...names: readonly string[]): boolean =>
    names.some((name) => parts[name]?.ready === false);
  const troubles: readonly (readonly [is: boolean, words: () => string])[] = [
    [missing('peer', 'orderer', 'chaincode'), () => t('banner.ledger')],
    [missing('agents'), () => t('banner.agents', figures)],
    [!missing('agents') && figures.up < figures.total, () => t('banner.someAgents', figures)],
    [missing('store'), () => t(storeTrouble(store))],
    [missing('projection'), () => t('banner.broken')],
    [!missing('projection') && behind > tolerated, () => t('banner.projection', { count: behind })],
  ];
  return troubles.filter(([is]) => is).map(([, words]) => words());
}
