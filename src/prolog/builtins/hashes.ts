/** Hashes of text, keys made of chance, and bytes as text: what of Node.js's crypto programs have under SWI-Prolog's names. */
import { createHash, createHmac, pbkdf2, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import {
  Atom,
  Compound,
  deref,
  domainError,
  Int,
  int,
  list,
  properList,
  type Term,
  typeError,
  Var,
  writeTerm,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import { intOf, listItems, nameOf } from './arguments.ts';
import { bounded } from './bounds.ts';
import { type Options, optionsIn, withValues } from './options.ts';
import { textOf } from './text.ts';

export const hashPredicates: PredicateTable = {
  'md5_hash/3': (data, _hash, options) => [
    data!,
    hex(digest('md5', bytesOf(data!, optionsIn(options!)))),
    options!,
  ],
  'sha_hash/3': (data, _hash, options) => {
    const chosen = optionsIn(options!);
    const algorithm = shaOf(chosen);
    return [data!, byteList(digest(algorithm, bytesOf(data!, chosen))), options!];
  },
  'hmac_sha/4': (key, data, _hash, options) => {
    const hmac = createHmac(shaOf(optionsIn(options!)), textOf(key!)).update(textOf(data!));
    return [key!, data!, byteList(hmac.digest()), options!];
  },
  'hash_atom/2': (bytes, atom) => {
    if (!(deref(bytes!) instanceof Var)) return isBytes(bytes!) && [bytes!, hex(bytesIn(bytes!))];
    return [byteList(fromHex(atom!)), atom!];
  },
  'hex_bytes/2': (text, bytes) => {
    if (!(deref(text!) instanceof Var)) return [text!, byteList(fromHex(text!))];
    return [hex(bytesIn(bytes!)), bytes!];
  },
  'crypto_data_hash/3': (data, _hash, options) => {
    const chosen = optionsIn(options!);
    const given = chosen.get('algorithm');
    const algorithm = given === undefined || given instanceof Var ? 'sha256' : nameOf(given);
    if (!KNOWN.has(algorithm)) throw domainError('algorithm', new Atom(algorithm));
    const key = chosen.get('hmac');
    const bytes = bytesOf(data!, chosen);
    const hash =
      key === undefined
        ? digest(algorithm, bytes)
        : createHmac(algorithm, textOf(key)).update(bytes).digest();
    return [data!, hex(hash), withValues(options!, { algorithm: () => new Atom(algorithm) })];
  },
  'crypto_n_random_bytes/2': (amount) => {
    const count = intOf(amount!);
    return [count, byteList(randomBytes(bounded(Number(count.value))))];
  },
  'crypto_password_hash/2': async (password, hash) => {
    if (deref(hash!) instanceof Var) return [password!, new Atom(await passwordHash(textOf(password!), 17))];
    return isPasswordOf(textOf(password!), textOf(hash!));
  },
  'crypto_password_hash/3': async (password, _hash, options) => {
    const cost = optionsIn(options!).get('cost') ?? int(17);
    if (!(cost instanceof Int)) throw typeError('integer', cost);
    return [password!, new Atom(await passwordHash(textOf(password!), Number(cost.value))), options!];
  },
  'variant_sha1/2': (term) => [term!, hex(variantHash(term!))],
  'uuid/1': () => [new Atom(randomUUID())],
  'uuid/2': (_uuid, options) => {
    const format = optionsIn(options!).get('format');
    const uuid = randomUUID();
    const isNumber = format !== undefined && nameOf(format) === 'integer';
    return [isNumber ? int(BigInt(`0x${uuid.replaceAll('-', '')}`)) : new Atom(uuid), options!];
  },
};

const SHA = new Set(['sha1', 'sha224', 'sha256', 'sha384', 'sha512']);
const KNOWN = new Set([...SHA, 'md5', 'blake2s256', 'blake2b512']);

function shaOf(options: Options): string {
  const given = options.get('algorithm');
  if (given === undefined) return 'sha1';
  const name = nameOf(given);
  if (!SHA.has(name)) throw domainError('algorithm', given);
  return name;
}

function digest(algorithm: string, bytes: Uint8Array): Buffer {
  return createHash(algorithm).update(bytes).digest();
}

/** The bytes of a text: UTF-8, unless the options say that each character is a byte. */
function bytesOf(data: Term, options: Options): Uint8Array {
  const encoding = options.get('encoding');
  const isOctet = encoding !== undefined && nameOf(encoding) === 'octet';
  return Buffer.from(textOf(data), isOctet ? 'latin1' : 'utf8');
}

function byteList(bytes: Uint8Array): Term {
  return list([...bytes].map((byte) => int(byte)));
}

function hex(bytes: Uint8Array): Term {
  return new Atom(Buffer.from(bytes).toString('hex'));
}

function fromHex(text: Term): Uint8Array {
  const digits = textOf(text);
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits)) throw domainError('hex_encoding', text);
  return Buffer.from(digits, 'hex');
}

function isBytes(term: Term): boolean {
  return (properList(term) ?? []).every((item) => isByte(deref(item)));
}

function isByte(value: Term): value is Int {
  return value instanceof Int && value.value >= 0 && value.value <= 255;
}

function bytesIn(term: Term): Uint8Array {
  return Uint8Array.from(listItems(term), (item) => {
    const value = deref(item);
    if (!isByte(value)) throw typeError('byte', value);
    return Number(value.value);
  });
}

const derived = promisify(pbkdf2);

/** In the format of SWI-Prolog: the salt and the key in base64 without padding. */
async function passwordHash(password: string, cost: number): Promise<string> {
  const salt = randomBytes(16);
  const rounds = 2 ** cost;
  const key = await derived(password, salt, rounds, 64, 'sha512');
  const [saltText, keyText] = [salt, key].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  return `$pbkdf2-sha512$t=${rounds}$${saltText}$${keyText}`;
}

async function isPasswordOf(password: string, hash: string): Promise<boolean> {
  const found = /^\$pbkdf2-sha512\$t=(\d{1,9})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash);
  if (found === null) return false;
  const [salt, key] = found.slice(2).map((text) => Buffer.from(text, 'base64')) as [Buffer, Buffer];
  const own = await derived(password, salt, Number(found[1]), key.length, 'sha512');
  return timingSafeEqual(own, key);
}

/** The same for terms that differ in the names of their variables only. */
function variantHash(term: Term): Buffer {
  const hash = createHash('sha1');
  const numbers = new Map<Var, number>();
  const pending = [term];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const value = deref(next);
    if (value instanceof Var) {
      if (!numbers.has(value)) numbers.set(value, numbers.size);
      hash.update(`_${numbers.get(value)}\0`);
    } else if (value instanceof Compound) {
      hash.update(`${value.args.length}${writeTerm(new Atom(value.name), { quoted: true })}\0`);
      for (let i = value.args.length - 1; i >= 0; i--) pending.push(value.args[i]!);
    } else hash.update(`${writeTerm(value, { quoted: true })}\0`);
  }
  return hash.digest();
}
