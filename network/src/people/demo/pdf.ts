/** The content of a page: one short document. */
export interface Page {
  readonly heading: string;
  /** Next to the heading: kind of document, department. */
  readonly subtitle: string;
  readonly paragraphs: readonly string[];
  /** Rows of cells; the first is the table's head. */
  readonly table?: readonly (readonly string[])[];
  readonly closing?: string;
}

/** A4 in points (1/72 inch). */
const width = 595;
const height = 842;
const margin = 56;
const leading = 16;
/** Characters of 11 point Helvetica that always fit between the margins. */
const lineLength = 88;

/**
 * A valid one-page PDF 1.4, written object by object (ISO 32000-1, 7.5). Every reader has its two fonts, so nothing is
 * embedded.
 * @throws {RangeError} for text outside Latin-1, or more than a page holds.
 */
export function pagePdf(page: Page): Buffer<ArrayBuffer> {
  const content = layOut(page).join('\n');
  const fonts = '<< /F1 4 0 R /F2 5 0 R >>';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 6 0 R /Resources << /Font ${fonts} >> >>`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Title (${escaped(page.heading)}) >>`,
  ];
  return assemble(objects);
}

function font(name: string): string {
  return `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
}

/** Objects, cross-reference table and trailer; every character is one byte. */
function assemble(objects: readonly string[]): Buffer<ArrayBuffer> {
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = body.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  body += `xref\n0 ${size}\n0000000000 65535 f \n${entries}`;
  body += `trailer\n<< /Size ${size} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(body, 'latin1');
}

/** Drawing operators from the top of the page downwards. */
function layOut({ heading, subtitle, paragraphs, table, closing }: Page): string[] {
  const drawn = [
    `0.18 0.42 0.31 rg ${margin} ${height - 62} ${width - 2 * margin} 3 re f 0 g`,
    text(heading, { x: margin, y: height - 96, size: 20, font: 'F2' }),
    text(subtitle, { x: margin, y: height - 116, size: 10, font: 'F1' }),
  ];
  let y = height - 152;
  const down = (by: number): number => {
    y -= by;
    if (y < margin) throw new RangeError('more text than one page holds');
    return y;
  };
  const write = (paragraph: string): void => {
    for (const line of wrapped(paragraph))
      drawn.push(text(line, { x: margin, y: down(leading), size: 11, font: 'F1' }));
    down(leading / 2);
  };
  paragraphs.forEach(write);
  for (const [index, row] of (table ?? []).entries()) drawn.push(...tableRow(row, down(22), index === 0));
  down(leading);
  if (closing !== undefined) write(closing);
  const note = 'Invented by medseal for demonstration. It describes no real person.';
  drawn.push(text(note, { x: margin, y: 36, size: 8, font: 'F1' }));
  return drawn;
}

/** One row of equally wide columns with a thin line below. */
function tableRow(cells: readonly string[], y: number, isHead: boolean): string[] {
  const column = (width - 2 * margin) / cells.length;
  const line = `0.7 G 0.5 w ${margin} ${y - 7} m ${width - margin} ${y - 7} l S`;
  const font = isHead ? 'F2' : 'F1';
  return [...cells.map((cell, index) => text(cell, { x: margin + index * column, y, size: 11, font })), line];
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly font: 'F1' | 'F2';
}

function text(line: string, { x, y, size, font }: Placed): string {
  return `BT /${font} ${size} Tf ${x} ${y} Td (${escaped(line)}) Tj ET`;
}

/** A literal string's content (ISO 32000-1, 7.3.4.2). */
function escaped(line: string): string {
  // WinAnsi agrees with Latin-1 for these characters, and only for these.
  if (!/^[\x20-\x7e\xa0-\xff]*$/.test(line)) throw new RangeError(`not in Latin-1: ${line}`);
  return line.replaceAll(/[\\()]/g, (sign) => `\\${sign}`);
}

function wrapped(paragraph: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (line !== '' && line.length + word.length >= lineLength) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
