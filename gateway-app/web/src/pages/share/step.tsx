import { Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

/** One step of sharing; its heading takes the focus, so that keyboard and screen reader start at its top. */
export function Step({
  title,
  first = false,
  children,
}: Readonly<{ title: string; first?: boolean; children: ReactNode }>): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The page's own heading has the focus when the page opens.
    if (!first) heading.current?.focus();
  }, [first]);
  return (
    <Stack maw={720}>
      <Title order={2} ref={heading} tabIndex={-1} className="page-title">
        {title}
      </Title>
      {children}
    </Stack>
  );
}
