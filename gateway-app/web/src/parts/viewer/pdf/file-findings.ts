import type { PDFDocumentProxy } from 'pdfjs-dist';

/** What a file holds besides its pages, and what the pages are without it. */
export type FileFinding =
  Readonly<{ kind: 'form' | 'portfolio' | 'layers' }> | Readonly<{ kind: 'attachments'; count: number }>;

/** What no page of a file shows: XFA forms, collections of files, attachments, layers that are switched off. */
export async function findingsOf(file: PDFDocumentProxy): Promise<readonly FileFinding[]> {
  const [{ info }, attachments, layers] = await Promise.all([
    file.getMetadata(),
    file.getAttachments(),
    file.getOptionalContentConfig(),
  ]);
  const { IsXFAPresent: isForm, IsCollectionPresent: isPortfolio } = info as Record<string, unknown>;
  const count = attachments?.size ?? 0;
  return [
    ...(isForm === true ? [{ kind: 'form' } as const] : []),
    ...(isPortfolio === true ? [{ kind: 'portfolio' } as const] : []),
    ...(count > 0 ? [{ kind: 'attachments', count } as const] : []),
    ...(hidesSome(layers) ? [{ kind: 'layers' } as const] : []),
  ];
}

type Layers = Awaited<ReturnType<PDFDocumentProxy['getOptionalContentConfig']>>;

function hidesSome(layers: Layers): boolean {
  return [...layers].some(([, { visible }]) => !visible);
}
