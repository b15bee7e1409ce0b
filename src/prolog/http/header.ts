/** The header that a handler writes, and the head of a reply that it makes. */
import { compound, errorOf, str } from '../../index.ts';
import { type Field, fieldName } from './field.ts';
import { ReplyLines } from './reply-lines.ts';

/** What text is encoded as; what is no text is bytes. */
export type Encoding = 'utf8' | 'octet';

export interface Head {
  /** Undefined where the handler said none. */
  readonly status: number | undefined;
  readonly fields: readonly Field[];
  /** The same as they are sent: names and texts by turns. */
  readonly lines: readonly string[];
  readonly isChunked: boolean;
  readonly encoding: Encoding;
  /** Where the handler sends the client. */
  readonly location: string | undefined;
}

/** What is known of the request. */
export interface Asked {
  readonly connection: string | undefined;
  readonly isModern: boolean;
}

const TEXT_TYPES = new Set(
  ['json', 'jsonrequest', 'x-prolog', 'n-quads', 'n-triples', 'sparql-query', 'trig'].map(
    (name) => `application/${name}`,
  ),
);

/** The end of a header: where it ends, and where the content begins; undefined while there is no empty line. */
export function headerEnd(bytes: Uint8Array): { readonly end: number; readonly start: number } | undefined {
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
    const isReturn = bytes[at + 1] === 13;
    if (bytes[at + (isReturn ? 2 : 1)] === 10) return { end: at, start: at + (isReturn ? 3 : 2) };
  }
  return undefined;
}

/** The fields of a header. @throws PrologError for a line that is none */
export function fieldsOf(text: string): Field[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      if (colon < 0) {
        const what = compound('http_parameter', [str(line.replace(/\r$/, ''))]);
        throw errorOf(compound('syntax_error', [what]));
      }
      return [fieldName(line.slice(0, colon).trim()), line.slice(colon + 1).trim()];
    });
}

/** The head of a reply of which the fields were written. */
export function headOf(written: readonly Field[], asked: Asked): Head {
  const value = (name: string) => written.find((field) => field[0] === name)?.[1];
  const status = value('status');
  const location = value('location');
  const isChunked = location === undefined && value('transfer_encoding') === 'chunked' && asked.isModern;
  const fields: Field[] = [['connection', connectionOf(value('connection'), asked)]];
  if (isChunked) fields.unshift(['transfer_encoding', 'chunked']);
  const type = value('content_type');
  for (const field of written) {
    if (!OURS.has(field[0])) fields.push(field);
  }
  if (type !== undefined) placeType(type, fields, written);
  return {
    status: status === undefined ? undefined : Number.parseInt(status, 10),
    fields,
    lines: linesOf(fields),
    isChunked,
    encoding: encodingOf(type),
    location,
  };
}

function linesOf(fields: readonly Field[]): readonly string[] {
  const lines = new ReplyLines();
  for (const field of fields) lines.addField(field);
  return lines.flat;
}

/** Fields that are not taken as they are. */
const OURS = new Set(['status', 'connection', 'transfer_encoding', 'content_length', 'content_type']);

/** Text says its encoding, and comes first. */
function placeType(type: string, fields: Field[], written: readonly Field[]): void {
  if (type.startsWith('text/')) {
    fields.unshift(['content_type', `${type.replace(/;.*$/s, '')}; charset=UTF-8`]);
    return;
  }
  const before = written.slice(
    0,
    written.findIndex(([name]) => name === 'content_type'),
  );
  const at =
    fields.findIndex(([name]) => name === 'connection') +
    1 +
    before.filter(([name]) => !OURS.has(name)).length;
  fields.splice(at, 0, ['content_type', type]);
}

export function encodingOf(type: string | undefined): Encoding {
  if (type === undefined) return 'octet';
  if (type.startsWith('text/') || /UTF-8|utf-8/.test(type) || TEXT_TYPES.has(type)) return 'utf8';
  return 'octet';
}

/** What the client wants, unless the handler wants less. */
function connectionOf(written: string | undefined, { connection, isModern }: Asked): string {
  const wanted = connection ?? (isModern ? 'Keep-Alive' : 'close');
  if (written === undefined) return wanted;
  const isKept = (text: string) => text.toLowerCase() === 'keep-alive';
  return isKept(written) && isKept(wanted) ? 'Keep-Alive' : 'close';
}
