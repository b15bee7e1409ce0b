/** Sending replies: what a handler wrote, and what `http_status.pl` says where it threw. */
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Atom, Compound, deref, type Int, properList, type Str, type Term } from '../../index.ts';
import type { Field } from './field.ts';
import type { Head } from './header.ts';
import type { HttpFiles } from './http-files.ts';
import { isSentOnce, ReplyLines } from './reply-lines.ts';
import { reasonOf } from './status.ts';
import { MOST_WRITTEN, type Send } from './written.ts';

/** A field as it is sent. */
type Line = readonly [name: string, text: string];

/** Content up to here is sent together with its header. */
const MOST_TOGETHER = 1 << 14;

/** Files up to here are read whole. */
const MOST_WHOLE = 1 << 20;

/** Sends what a handler wrote; `isBytes` where it changed the encoding of its output. */
export function sendWritten(head: Head, content: Uint8Array, isBytes: boolean, res: ServerResponse): void {
  const bytes = head.encoding === 'utf8' || isBytes ? content : bytesOf(content);
  sendHead(head.status ?? 200, ['Date', date(), ...head.lines, 'Content-Length', `${bytes.length}`], res);
  endWith(bytes, res);
}

/** A text goes out in one piece with the header. */
function endWith(bytes: Uint8Array, res: ServerResponse): void {
  if (bytes.length > MOST_TOGETHER) res.end(bytes);
  else res.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'), 'latin1');
}

/** Begins a reply that is sent in pieces, and answers what sends one. */
export function beginWritten(head: Head, res: ServerResponse): Send {
  sendHead(head.status ?? 200, ['Date', date(), ...head.lines], res);
  return (bytes) => {
    if (res.writableEnded) return false; // others have ended it
    res.write(head.encoding === 'utf8' ? bytes : bytesOf(bytes));
    return !res.destroyed && res.writableLength <= MOST_WRITTEN;
  };
}

/** Sends `sent(Code, Fields, Content)`, with other fields behind those. Replies without content have no date. */
export function sendReply(
  sent: Compound,
  more: readonly Field[],
  files: HttpFiles,
  res: ServerResponse,
): void | Promise<void> {
  const [code, fields, content] = sent.args.map(deref) as [Int, Term, Term];
  const lines = new ReplyLines();
  if (content instanceof Compound) lines.add('Date', date());
  for (const [name, text] of fieldLines(fields)) lines.add(name, text);
  for (const field of more) lines.addField(field);
  const number = Number(code.value);
  if (!(content instanceof Compound)) {
    sendHead(number, lines.flat, res);
    res.end();
    return;
  }
  if (content.name !== 'text') return sendFile(number, lines, content, files, res);
  const [type, encoding, text] = content.args.map(deref) as [Term, Atom, Str];
  const isText = encoding.name === 'utf8';
  const bytes = Buffer.from(text.value, isText ? 'utf8' : 'latin1');
  lines.add('Content-Length', `${bytes.length}`);
  addType(type, isText ? '; charset=UTF-8' : '', lines);
  sendHead(number, lines.flat, res);
  endWith(bytes, res);
}

/** Sends `file(Type, Path, Encoding)`, or `part(Type, Path, From, To)` of one. */
async function sendFile(
  code: number,
  lines: ReplyLines,
  content: Compound,
  files: HttpFiles,
  res: ServerResponse,
): Promise<void> {
  const [type, { name: path }, third, to] = content.args.map(deref) as [Term, Atom, Term, Term | undefined];
  const own = files.readOwn(path);
  const size = own?.length ?? (await stat(path)).size;
  let part: readonly [number, number] | undefined = [0, size];
  if (content.name === 'part') {
    part = partOf(third as Int, to!, size);
    lines.add('Content-Range', `bytes ${part ? `${part[0]}-${part[1] - 1}` : '*'}/${size}`);
  }
  if (part === undefined) {
    sendHead(416, lines.add('Content-Length', '0').flat, res);
    res.end();
    return;
  }
  lines.add('Content-Length', `${part[1] - part[0]}`);
  addType(type, '', lines);
  if (third instanceof Atom && third.name !== 'none') lines.add('Content-Encoding', third.name);
  sendHead(code, lines.flat, res);
  await sendPart(path, own, part, res);
}

async function sendPart(
  path: string,
  own: Uint8Array | undefined,
  [from, to]: readonly [number, number],
  res: ServerResponse,
): Promise<void> {
  const isWanted = res.req.method !== 'HEAD' && to > from;
  if (!isWanted) res.end();
  else if (own !== undefined) res.end(own.subarray(from, to));
  else if (from === 0 && to <= MOST_WHOLE) res.end((await readFile(path)).subarray(0, to));
  else await pipeline(createReadStream(path, { start: from, end: to - 1 }), res);
}

/** From where up to before where; undefined where that is behind the end. */
function partOf(from: Int, to: Term, size: number): readonly [number, number] | undefined {
  const first = Number(from.value);
  const last = 'value' in to ? Number((to as Int).value) : size - 1;
  if (first >= size || last < first) return undefined;
  return [first, Math.min(last + 1, size)];
}

/** Fields that a list of Name-Text says. */
export function fieldLines(fields: Term): Line[] {
  return properList(fields)!.map((field) => {
    const [name, text] = (field as Compound).args.map(deref) as [Atom, Str | Atom];
    return [name.name, 'value' in text ? text.value : text.name];
  });
}

function addType(type: Term, charset: string, lines: ReplyLines): void {
  const text =
    type instanceof Compound
      ? type.args.map((arg) => (deref(arg) as Atom).name).join('/')
      : ((type as Atom).name ?? (type as Str).value);
  if (text !== '') lines.add('Content-Type', text + charset);
}

/** Sends status and fields, or has them sent with the content, where there are headers of others, which stay. */
function sendHead(code: number, lines: readonly string[], res: ServerResponse): void {
  res.sendDate = false;
  if (res.getHeaderNames().length === 0) {
    res.writeHead(code, reasonOf(code), lines as string[]);
    return;
  }
  res.statusCode = code;
  res.statusMessage = reasonOf(code);
  for (let i = 0; i < lines.length; i += 2) {
    if (isSentOnce(lines[i]!)) res.setHeader(lines[i]!, lines[i + 1]!);
    else res.appendHeader(lines[i]!, lines[i + 1]!);
  }
}

let dateText = '';
let dateUntil = 0;

/** The time, which is the same for a second. */
function date(): string {
  const now = Date.now();
  if (now >= dateUntil) {
    dateUntil = now - (now % 1000) + 1000;
    dateText = new Date(now).toUTCString();
  }
  return dateText;
}

/** What characters are bytes for: written as UTF-8, sent as they are. */
function bytesOf(content: Uint8Array): Buffer {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
  return bytes.every((byte) => byte < 128) ? bytes : Buffer.from(bytes.toString('utf8'), 'latin1');
}
