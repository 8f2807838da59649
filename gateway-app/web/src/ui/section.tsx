import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A part of a page with its heading; `id` is the id of the heading. */
export function Section({
  id,
  title,
  children,
}: Readonly<{ id: string; title: string; children: ReactNode }>): ReactNode {
  return (
    <Stack gap="sm" component="section" aria-labelledby={id}>
      <Title order={2} id={id}>
        {title}
      </Title>
      {children}
    </Stack>
  );
}
