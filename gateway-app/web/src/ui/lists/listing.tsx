import { Button, Group, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../api/problem.js';
import type { ListPage } from '../../api/whole-list.js';
import { ProblemAlert } from '../problem-alert.js';

/** A list that is read page by page. */
export interface PagedList<Item> {
  readonly items: readonly Item[];
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

/**
 * Reads a list page by page; `read` gets the `next` of the previous page. The first member of the key is the live
 * topic.
 */
export function usePagedList<Item>(
  key: readonly unknown[],
  read: (after: string | undefined) => Promise<ListPage<Item>>,
): PagedList<Item> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  return {
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    isLoading: query.isPending,
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    reload: () => void query.refetch(),
  };
}

/** Shows a list in its four states: loading, failed, empty, filled with a button for more. */
export function Listing<Item>({
  list,
  empty,
  children,
}: Readonly<{
  list: PagedList<Item>;
  empty: ReactNode;
  children: (items: readonly Item[]) => ReactNode;
}>): ReactNode {
  const { t } = useTranslation();
  if (list.isLoading) return <Waiting />;
  const failed = list.error !== null && (
    <Stack gap="sm">
      <ProblemAlert problem={asProblem(list.error)} />
      <Group>
        <Button variant="default" onClick={list.reload}>
          {t('actions.retry')}
        </Button>
      </Group>
    </Stack>
  );
  if (list.items.length === 0) return failed === false ? empty : failed;
  return (
    <Stack>
      {failed}
      {children(list.items)}
      {list.hasMore ? (
        <Group justify="center">
          <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
            {t('actions.more')}
          </Button>
        </Group>
      ) : (
        <Text size="sm" c="dimmed" ta="center">
          {t('noMore')}
        </Text>
      )}
    </Stack>
  );
}

/** Shown in place of content that is still being read. */
export function Waiting(): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack aria-busy="true" role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <Skeleton height={48} />
      <Skeleton height={48} />
      <Skeleton height={48} />
    </Stack>
  );
}
