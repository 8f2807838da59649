// Writes the table of calls in docs/how-to/rest-api.md from the OpenAPI document of a running gateway:
// npm run api-calls -w @medseal/gateway-app -- URL
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = new URL('../docs/how-to/rest-api.md', import.meta.url);
const marks = {
  begin: '<!-- Made by npm run api-calls -w @medseal/gateway-app: do not edit. -->',
  end: '<!-- End of what is made. -->',
};
const head = ['call', 'who', 'what it does'];

/** A Markdown page with the table of a document's calls between its marks. @throws when a mark is missing. */
export function withCalls(markdown, document) {
  const [before, rest] = markdown.split(marks.begin);
  const after = rest?.split(marks.end)[1];
  if (after === undefined) throw new Error(`the page lacks ${marks.begin} or ${marks.end}`);
  return `${before}${marks.begin}\n\n${table([head, ...rowsOf(document)])}\n\n${marks.end}${after}`;
}

function rowsOf({ paths }) {
  return Object.entries(paths).flatMap(([path, calls]) =>
    Object.entries(calls).map(([method, call]) => [
      `\`${method.toUpperCase()} ${path.replace(/^\/api\/v1/, '')}${queryOf(call)}\``,
      whoOf(call),
      call.summary,
    ]),
  );
}

/** `?view=&limit=`: the parameters that a call takes in its query. */
function queryOf({ parameters }) {
  const names = parameters.filter((each) => each.in === 'query').map(({ name }) => `${name}=`);
  return names.length === 0 ? '' : `?${names.join('&')}`;
}

function whoOf(call) {
  const who = call['x-roles']?.join(', ') ?? (call.security.length === 0 ? 'anyone' : 'signed in');
  return call['x-password-within-seconds'] === undefined ? who : `${who} (recent password)`;
}

/** As prettier writes it. */
function table(rows) {
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const [first, ...others] = rows.map(line);
  return [first, line(widths.map((width) => '-'.repeat(width))), ...others].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , gateway = 'http://127.0.0.11:21010'] = process.argv;
  const document = await (await fetch(new URL('/openapi.json', gateway))).json();
  writeFileSync(page, withCalls(readFileSync(page, 'utf8'), document));
}
