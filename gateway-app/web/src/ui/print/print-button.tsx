import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { printOnly } from './print.js';

/** Prints one element of the page. */
export function PrintButton({
  sheet,
  children,
}: Readonly<{ sheet: RefObject<HTMLElement | null>; children: ReactNode }>): ReactNode {
  return (
    <Button
      variant="default"
      leftSection={<IconPrinter size={18} aria-hidden />}
      onClick={() => {
        if (sheet.current !== null) printOnly(sheet.current);
      }}
    >
      {children}
    </Button>
  );
}
