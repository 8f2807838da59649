import { onePage, pdfStream } from './pdf-objects.js';

const helvetica = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
const words = (text: string): string => `BT /F1 18 Tf 60 760 Td (${text}) Tj ET`;

/** A page with a line of Helvetica, and whatever else. */
function page(more: Partial<Parameters<typeof onePage>[0]> = {}): Buffer {
  return onePage({
    content: words('Haemoglobin 13.9 g/dL'),
    resources: '/Font << /F1 5 0 R >>',
    ...more,
    more: [helvetica, ...(more.more ?? [])],
  });
}

/** A page with a line from one end to the other, as an ECG is. */
function strip(width: number, height: number): Buffer {
  const line =
    width > height ? [0, height * 0.4, width, height * 0.2] : [width * 0.4, 0, width * 0.2, height];
  return onePage({ size: [width, height], content: `${line.join(' ')} re f` });
}

/** Pages a hundred times as long as they are wide. */
export const strips: Readonly<Record<string, Buffer>> = {
  'an ECG strip': strip(746, 10),
  'a very wide page': strip(14_400, 200),
  'a very tall page': strip(200, 14_400),
};

/**
 * A script whose fonts PDF readers are expected to have: collection, base font and an encoding by UTF-16 or
 * an older one.
 */
interface Script {
  readonly ordering: string;
  readonly font: string;
  readonly encoding: string;
}

/** A page of text in a font that the file does not bring along; `hex` are codes of the encoding. */
function unembedded({ ordering, font, encoding }: Script, hex: string): Buffer {
  return onePage({
    content: `BT /F1 40 Tf 40 600 Td <${hex}> Tj ET`,
    resources: '/Font << /F1 5 0 R >>',
    more: [
      `<< /Type /Font /Subtype /Type0 /BaseFont /${font} /Encoding /${encoding} /DescendantFonts [6 0 R] >>`,
      `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /${font} /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>`,
      `<< /Type /FontDescriptor /FontName /${font} /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>`,
    ],
  });
}

function utf16(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex');
}

const japan = { ordering: 'Japan1', font: 'HeiseiKakuGo-W5' };
const korea = { ordering: 'Korea1', font: 'HYGothic-Medium' };
const china = { ordering: 'GB1', font: 'STSong-Light' };
const taiwan = { ordering: 'CNS1', font: 'MSung-Light' };

/** Files of which everything is to be seen: text in fonts that they do not bring along. */
export const shownWhole: Readonly<Record<string, Buffer>> = {
  plain: page(),
  japanese: unembedded({ ...japan, encoding: 'UniJIS-UCS2-H' }, utf16('血液検査の結果')),
  'japanese, vertical': unembedded({ ...japan, encoding: 'UniJIS-UTF16-V' }, utf16('血液検査')),
  'japanese in Shift-JIS': unembedded({ ...japan, encoding: '90ms-RKSJ-H' }, '8c8c89748c9f8db8'),
  korean: unembedded({ ...korea, encoding: 'UniKS-UCS2-H' }, utf16('혈액검사결과')),
  'korean in KS X 1001': unembedded({ ...korea, encoding: 'KSCms-UHC-H' }, 'c7f7bed7b0cbbbe7'),
  'simplified chinese': unembedded({ ...china, encoding: 'UniGB-UCS2-H' }, utf16('血液检查结果')),
  'simplified chinese in GBK': unembedded({ ...china, encoding: 'GBK-EUC-H' }, 'd1aad2babcecb2e9'),
  'traditional chinese': unembedded({ ...taiwan, encoding: 'UniCNS-UCS2-H' }, utf16('血液檢查結果')),
  'traditional chinese in Big5': unembedded({ ...taiwan, encoding: 'ETen-B5-H' }, 'a6e5b247c0cbac64'),
  'a font of an unknown name': onePage({
    content: words('Befund: Hämoglobin'.replace('ä', '\\344')),
    resources: '/Font << /F1 5 0 R >>',
    more: [
      '<< /Type /Font /Subtype /TrueType /BaseFont /Frutiger-Roman /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 33 /Widths [278 278] /FontDescriptor 6 0 R >>',
      '<< /Type /FontDescriptor /FontName /Frutiger-Roman /Flags 32 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 750 /Descent -250 /CapHeight 700 /StemV 80 >>',
    ],
  }),
  'text in a font that the page does not have': page({
    content: `${words('Visible')} BT /F9 18 Tf 60 600 Td (Finding) Tj ET`,
  }),
  'text that is not to be seen': page({
    content: `${words('Scanned page')} BT 3 Tr /F1 12 Tf 60 700 Td (\\001\\002) Tj ET`,
  }),
};

const image = (filter: string, bytes: Buffer | string) => ({
  content: `${words('See the picture')} q 300 0 0 300 60 300 cm /I1 Do Q`,
  resources: '/Font << /F1 5 0 R >> /XObject << /I1 6 0 R >>',
  more: [
    pdfStream(
      bytes,
      `/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent ${filter === 'JBIG2Decode' ? 1 : 8} /Filter /${filter}`,
    ),
  ],
});

const annotation = (entries: string, more: readonly ReturnType<typeof pdfStream>[] = []) => ({
  page: '/Annots [6 0 R]',
  more: [`<< /Type /Annot /Rect [60 400 300 600] ${entries} >>`, ...more],
});

/** Files of which something is not to be seen, with the words by which the viewer must say so. */
export const notShownWhole: Readonly<Record<string, readonly [words: RegExp, file: Buffer]>> = {
  'a dynamic form': [
    /form of a kind \(XFA\)/,
    page({
      content: words('Please wait...'),
      catalog: '/AcroForm << /Fields [] /XFA 6 0 R >> /NeedsRendering true',
      more: [pdfStream('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"></xdp:xdp>')],
    }),
  ],
  'a portfolio': [
    /collection of other files/,
    page({ catalog: '/Collection << /Type /Collection /View /T >>' }),
  ],
  'an attached file': [
    /1 file is attached/,
    page({
      catalog: '/Names << /EmbeddedFiles << /Names [(scan.dcm) 6 0 R] >> >>',
      more: [
        '<< /Type /Filespec /F (scan.dcm) /EF << /F 7 0 R >> >>',
        pdfStream('DICM', '/Type /EmbeddedFile'),
      ],
    }),
  ],
  'a hidden layer': [
    /layers/,
    page({
      content: `${words('Visible')} /OC /L1 BDC BT /F1 18 Tf 60 600 Td (Hidden finding) Tj ET EMC`,
      resources: '/Font << /F1 5 0 R >> /Properties << /L1 6 0 R >>',
      catalog: '/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>',
      more: ['<< /Type /OCG /Name (Findings) >>'],
    }),
  ],
  'a comment': [/comments/, page(annotation('/Subtype /Text /Contents (Second opinion needed)'))],
  'a file attached to a place': [
    /a file is attached/,
    page(
      annotation('/Subtype /FileAttachment /FS << /Type /Filespec /F (scan.dcm) /EF << /F 7 0 R >> >>', [
        pdfStream('DICM', '/Type /EmbeddedFile'),
      ]),
    ),
  ],
  'a filled field without a picture': [
    /filled into the form/,
    page({
      ...annotation('/Subtype /Widget /FT /Tx /T (result) /V (positive)'),
      catalog: '/AcroForm << /Fields [6 0 R] >>',
    }),
  ],
  'a stamp without a picture': [
    /could not be displayed/,
    page(annotation('/Subtype /Stamp /Name /Confidential')),
  ],
  'a film': [/films, sounds or 3D/, page(annotation('/Subtype /RichMedia /RichMediaContent << >>'))],
  'a 3D model': [/films, sounds or 3D/, page(annotation('/Subtype /3D'))],
  'a broken JPEG 2000 picture': [/picture/, page(image('JPXDecode', 'this is not JPEG 2000'))],
  'a broken JBIG2 picture': [/picture/, page(image('JBIG2Decode', 'this is not JBIG2 either'))],
  'a broken JPEG picture': [/picture/, page(image('DCTDecode', 'nor is this a JPEG'))],
  'a picture of an unknown kind': [/picture/, page(image('FutureDecode', 'of which nobody knows'))],
  'characters that no font here has': [
    /characters/,
    unembedded({ ...japan, encoding: 'UniJIS-UTF16-H' }, utf16('検査\u{2a6a5}\ua015')),
  ],
  'codes that only their missing font explains': [
    /characters/,
    unembedded({ ordering: 'Identity', font: 'Mystery', encoding: 'Identity-H' }, '001200340056'),
  ],
  'a part that is missing': [
    /could not be displayed/,
    page({
      content: `${words('Visible')} q /X1 Do Q`,
      resources: '/Font << /F1 5 0 R >> /XObject << /X1 99 0 R >>',
    }),
  ],
  'text that is painted beside the page': [
    /empty/,
    page({ content: 'BT /F1 18 Tf 60 2000 Td (Finding) Tj ET' }),
  ],
};
