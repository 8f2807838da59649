import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

/** White modules around a code (ISO/IEC 18004, 9.1). */
const quietZone = 4;

interface QrCodeProps {
  readonly text: string;
  /** What the code is, for screen readers. */
  readonly label: string;
  readonly className?: string | undefined;
}

/** A text as a QR code, black on white in every theme. The encoder is loaded when the first code is drawn. */
export function QrCode({ text, label, className }: QrCodeProps): ReactNode {
  const { data } = useQuery({ queryKey: ['qr', text], queryFn: () => drawn(text), staleTime: Infinity });
  const size = data?.size ?? 1;
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      className={className}
      shapeRendering="crispEdges"
    >
      <path d={`M0 0h${size}v${size}h-${size}z`} fill="#fff" />
      <path d={data?.path ?? ''} fill="#000" />
    </svg>
  );
}

async function drawn(text: string): Promise<Readonly<{ size: number; path: string }>> {
  const { encodeQR } = await import('qr');
  const rows = encodeQR(text, 'raw', { ecc: 'quartile', border: quietZone });
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { size: rows.length, path };
}
