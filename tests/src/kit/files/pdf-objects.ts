/** An object of a PDF file: its text, or a stream with the entries of its dictionary. */
type PdfObject = string | PdfStream;
interface PdfStream {
  readonly dictionary: string;
  readonly bytes: Buffer;
}

/** A stream of a PDF file. */
export function pdfStream(bytes: Buffer | string, dictionary = ''): PdfStream {
  return { dictionary, bytes: Buffer.from(bytes) };
}

/** A valid PDF 1.7 file of objects with the numbers 1, 2, …; the first is the catalog. */
function pdfOf(objects: readonly PdfObject[]): Buffer {
  let file = Buffer.from('%PDF-1.7\n');
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file = Buffer.concat([
      file,
      Buffer.from(`${index + 1} 0 obj\n`),
      bodyOf(object),
      Buffer.from('\nendobj\n'),
    ]);
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(end)]);
}

function bodyOf(object: PdfObject): Buffer {
  if (typeof object === 'string') return Buffer.from(object);
  const { dictionary, bytes } = object;
  const head = `<< ${dictionary} /Length ${bytes.length} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\nendstream')]);
}

/** What a page of {@link onePage} has. */
interface OnePage {
  /** Operators of the page. */
  readonly content: string;
  /** Entries of its resources; objects 5, 6, … are `more`. */
  readonly resources?: string;
  /** Width and height in points; A4 where it is left out. */
  readonly size?: readonly [width: number, height: number];
  /** Further entries of the page and of the catalog. */
  readonly page?: string;
  readonly catalog?: string;
  readonly more?: readonly PdfObject[];
}

/** A file of one page. Object 3 is the page, 4 its content, 5 and the following are `more`. */
export function onePage(parts: OnePage): Buffer {
  const { content, resources = '', size = [595, 842], page = '', catalog = '', more = [] } = parts;
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.join(' ')}] /Contents 4 0 R /Resources << ${resources} >> ${page} >>`,
    pdfStream(content),
    ...more,
  ]);
}
