/** Predicates of an interpreter that are functions of JavaScript: a C function in between would cost more than they do. */
import type { Functions, Ref } from './interpreter.ts';
import type { Memory } from './memory.ts';

/** A predicate of two arguments; whether it is true. */
export type ForeignPredicate = (first: Ref, second: Ref) => boolean;

/** A module that exports the function of two numbers which it imports: only functions of modules get into tables. */
const WRAPPER = new WebAssembly.Module(
  Uint8Array.of(
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[0x01, 0x07, 0x01, 0x60, 0x02, 0x7f, 0x7f, 0x01, 0x7f],
    ...[0x02, 0x07, 0x01, 0x01, 0x65, 0x01, 0x66, 0x00, 0x00],
    ...[0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00],
  ),
);

/** Defines a predicate `module:name/2`. */
export function defineForeign(
  c: Functions,
  memory: Memory,
  table: WebAssembly.Table,
  [module, name]: readonly [module: string, name: string],
  predicate: ForeignPredicate,
): void {
  const call = (first: number, second: number) => (predicate(first, second) ? 1 : 0);
  const { exports } = new WebAssembly.Instance(WRAPPER, { e: { f: call } });
  const index = table.grow(1);
  table.set(index, exports.f);
  memory.withText(`${module}\0${name}`, (address) =>
    c._PL_register_foreign_in_module(address, address + module.length + 1, 2, index, 0),
  );
}
