/** The header that a handler writes, and the head of a reply that it makes. */
import { compound, errorOf, str } from '../../index.ts';
import { TOKEN, unescaped } from './token.ts';

/** A field: its name as SWI-Prolog has it, `content_type`, and its text. */
export type Field = readonly [name: string, text: string];

/** What text is encoded as; what is no text is bytes. */
export type Encoding = 'utf8' | 'octet';

export interface Head {
  /** Undefined where the handler said none. */
  readonly status: number | undefined;
  readonly fields: readonly Field[];
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
    isChunked,
    encoding: encodingOf(type),
    location,
  };
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

/** The name of a field that was sent, as SWI-Prolog has it. */
export function fieldName(sent: string): string {
  return sent.toLowerCase().replaceAll('-', '_');
}

/** The name of a field as it is sent. */
export function sentName(name: string): string {
  let sent = NAMES.get(name);
  if (sent === undefined) {
    sent = name.replace(/(^|_)(.)/g, (_, before, first) => `${before && '-'}${first.toUpperCase()}`);
    if (NAMES.size < MOST_NAMES) NAMES.set(name, sent);
  }
  return sent;
}

const MOST_NAMES = 1000;
const NAMES = new Map([
  ['mime_version', 'MIME-Version'],
  ['www_authenticate', 'WWW-Authenticate'],
]);

/** The text of a field as it is sent: some are read and written again. */
export function sentText([name, text]: Field): string {
  if (name === 'set_cookie') return cookieText(text);
  if (name === 'content_disposition') return dispositionText(text);
  return text;
}

const WORD = new RegExp(`^${TOKEN}+$`);

function cookieText(text: string): string {
  const [first = '', ...options] = text.split(/;\s*/);
  const [, name, value] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/s.exec(first) ?? [];
  if (name === undefined) return text;
  const plain = /^".*"$/s.test(value!) ? unescaped(value!.slice(1, -1)) : value!;
  return [`${name}=${plain}`, ...options.filter((option) => option.trim() !== '').map(cookieOption)].join(
    '; ',
  );
}

function cookieOption(option: string): string {
  const [, name = '', , value] = /^\s*([^=\s]*)\s*(=\s*(.*?)\s*)?$/s.exec(option) ?? [];
  const key = name.toLowerCase();
  if (value === undefined) return key === 'secure' ? key : `${key}=true`;
  if (key === 'path' || /^-?\d+$/.test(value) || WORD.test(value)) return `${key}=${value}`;
  return `${key}="${value.replaceAll('"', '\\"')}"`;
}

function dispositionText(text: string): string {
  const [, name, rest = ''] = /^([^;\s]+)\s*(;.*)?$/s.exec(text) ?? [];
  const attribute = /^;\s*([^=;\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"\s]*))\s*/s;
  if (name === undefined) return text;
  let written = name;
  for (let left = rest; left !== ''; ) {
    const [whole, key, quoted, plain] = attribute.exec(left) ?? [];
    if (whole === undefined) return text;
    const value = quoted === undefined ? plain! : unescaped(quoted);
    const isToken = key !== 'filename' && WORD.test(value);
    written += `; ${key}=${isToken ? value : `"${value.replaceAll('"', '\\"')}"`}`;
    left = left.slice(whole.length);
  }
  return written;
}
