/** A field of a header: its name and its text, as handlers write them and as they are sent. */
import { TOKEN, unescaped } from './token.ts';

/** A field: its name as SWI-Prolog has it, `content_type`, and its text. */
export type Field = readonly [name: string, text: string];

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
  const equals = first.indexOf('=');
  if (equals < 0) return text;
  const [name, value] = [first.slice(0, equals).trim(), first.slice(equals + 1).trim()];
  const plain = /^".*"$/s.test(value) ? unescaped(value.slice(1, -1)) : value;
  return [`${name}=${plain}`, ...options.filter((option) => option.trim() !== '').map(cookieOption)].join(
    '; ',
  );
}

function cookieOption(option: string): string {
  const [, name = '', , text] = /^\s*([^=\s]*)\s*(=(.*))?$/s.exec(option) ?? [];
  const [key, value] = [name.toLowerCase(), text?.trim()];
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
