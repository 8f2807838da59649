import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { mediaTypes } from '@medseal/input-rules';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attachment, savedName, sentType } from '../../src/http/messages/attachment.js';

const pdf = 'application/pdf';
const run = promisify(execFile);

/** The name for clients that read RFC 8187. */
function longName(header: string): string {
  return decodeURIComponent(/filename\*=UTF-8''([^;]+)$/.exec(header)?.[1] ?? '');
}

/** The name for other clients. */
function shortName(header: string): string {
  return /^attachment; filename="([^"\\]*)";/.exec(header)?.[1] ?? '';
}

describe('a name ends as the file’s type requires', () => {
  test.each([
    ['report.pdf', pdf, 'report.pdf'],
    ['Report.PDF', pdf, 'Report.PDF'],
    ['report.html', pdf, 'report.pdf'],
    ['report.html.pdf', pdf, 'report.html.pdf'],
    ['report', pdf, 'report.pdf'],
    ['report.', pdf, 'report.pdf'],
    ['report.html. . ', pdf, 'report.pdf'],
    ['scan.pdf.exe', 'image/png', 'scan.png'],
    ['scan.jpg', 'image/png', 'scan.png'],
    ['scan.apng', 'image/png', 'scan.png'],
    ['photo.jpeg', 'image/jpeg', 'photo.jpeg'],
    ['photo.jpg.scr', 'image/jpeg', 'photo.jpg'],
    ['Befund 12.05.2026', pdf, 'Befund 12.05.2026.pdf'],
    ['Letter to Dr. Rao', pdf, 'Letter to Dr. Rao.pdf'],
    ['report v1.2.html', pdf, 'report v1.2.pdf'],
    ['report.pdf            .exe', pdf, 'report.pdf'],
    ['.htaccess', pdf, 'htaccess.pdf'],
    ['.pdf', pdf, 'pdf.pdf'],
    ['..', pdf, 'report.pdf'],
    ['../../etc/passwd', pdf, '_.._etc_passwd.pdf'],
    ['C:\\scan.exe', pdf, 'C__scan.pdf'],
    ['nul.pdf', pdf, 'report.pdf'],
  ] as const)('%s of %s is saved as %s', (given, mediaType, saved) => {
    expect(savedName(given, mediaType)).toBe(saved);
  });
});

test('a type that cannot be shared is sent as bytes without a meaning', () => {
  expect(sentType('image/png')).toBe('image/png');
  for (const type of ['text/html', 'image/svg+xml', 'application/pdf; x', 'IMAGE/PNG', ''])
    expect(savedName('page.html', sentType(type))).toBe('page.bin');
});

describe('nothing in a name misleads', () => {
  test.each([
    ['a turn of the writing direction', 'invoice\u202Efdp.exe', 'invoicefdp.pdf'],
    ['isolates', '\u2066a\u2069\u2067b\u2069.pdf', 'ab.pdf'],
    ['marks of direction', '\u200Ea\u200F\u061Cb.pdf', 'ab.pdf'],
    ['controls and line ends', 'a\u0000b\u0007c\r\nSet-Cookie: x.pdf', 'abc Set-Cookie_ x.pdf'],
    ['a hidden ending', 'scan.ex\u200Be', 'scan.pdf'],
    ['soft hyphens, fillers, variation and tags', 'a\u00AD\u3164\uFE0F\u{E0041}b.pdf', 'ab.pdf'],
    ['nothing that is seen', '\u200B\u2060\u3164\u2800\uFEFF', 'report.pdf'],
    ['marks that stand alone', '\u0301\u0302', 'report.pdf'],
    ['half a character', 'a\uD800b.pdf', 'ab.pdf'],
    ['joiners that join nothing', '\u200Da\u200C .pdf', 'a.pdf'],
  ])('%s', (_what, given, saved) => {
    expect(savedName(given, pdf)).toBe(saved);
  });

  test('names in all scripts stay unchanged', () => {
    for (const name of [
      'résumé of “tests”.pdf',
      'रिपोर्ट.pdf',
      'می\u200Cخواهم.pdf',
      'ක්\u200Dෂ.pdf',
      'تقرير.pdf',
      '検査.pdf',
      '🩺.pdf',
      "O'Malley (1).pdf",
    ])
      expect(savedName(name, pdf)).toBe(name);
  });

  test('a long name is cut to what file systems accept, at whole characters', () => {
    const saved = savedName(`${'検'.repeat(255)}.html`, pdf);
    expect(saved).toBe(`${'検'.repeat(83)}.pdf`);
    expect(savedName(`${'🩺'.repeat(127)}.pdf`, pdf)).toBe(`${'🩺'.repeat(62)}.pdf`);
  });

  test('whatever the name: the header is ASCII, and both names have the right ending and nothing invisible', () => {
    const name = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(name, fc.constantFrom(...mediaTypes), (given, mediaType) => {
        const header = attachment(given, mediaType);
        expect(header).toMatch(/^attachment; filename="[ !#-[\]-~]+"; filename\*=UTF-8''[!#$&+.^_`|~\w%-]+$/);
        for (const saved of [longName(header), shortName(header)]) {
          expect(saved).toMatch(/[^.]\.(?:pdf|png|jpg|jpeg|jpe|jfif)$/i);
          expect(saved).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}/\\]/u);
          expect(Buffer.byteLength(saved)).toBeLessThanOrEqual(255);
        }
      }),
    );
  });
});

test('programs that read only the short name get one that says just as much', () => {
  for (const [given, short] of [
    ['résumé of “tests” (1).pdf', 'resume of _tests_ (1).pdf'],
    ['a"b;c%41.pdf', 'a_b_c_41.pdf'],
    ['रिपोर्ट.pdf', 'report.pdf'],
    ['検査 3.html', '_ 3.pdf'],
    ['Łukasz Weiß.pdf', '_ukasz Wei_.pdf'],
    // Characters that stand for several others.
    ['⒈.pdf', '1.pdf'],
    ['․bashrc', 'bashrc.pdf'],
    ['ＣＯＮ', 'report.pdf'],
    ['⑽'.repeat(83), `${'(10)'.repeat(62)}(10.pdf`],
  ] as const)
    expect(shortName(attachment(given, pdf))).toBe(short);
});

test('curl -OJ saves the file under its name', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'medseal-curl-'));
  const names = ['Lab report 7.html', 'résumé.pdf', 'a"b;c.pdf', '../../x.exe'];
  const server = createServer((request, response) => {
    const name = names[Number(request.url?.slice(1))] ?? '';
    response
      .writeHead(200, { 'content-type': pdf, 'content-disposition': attachment(name, pdf) })
      .end('%PDF-1.7');
  });
  try {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const [at] of names.entries())
      await run('curl', ['--silent', '--fail', '--remote-name', '--remote-header-name', `${base}/${at}`], {
        cwd: folder,
      });
    expect((await readdir(folder)).sort()).toEqual(
      ['Lab report 7.pdf', '_.._x.pdf', 'a_b_c.pdf', 'resume.pdf'].sort(),
    );
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
});
