/** What is open while a term is read: a bracket, or the clause as a whole. */
import type { Scope } from './operator-stack.ts';
import type { Operator } from './operator-table.ts';

export type FrameKind = 'clause' | 'parentheses' | 'braces' | 'arguments' | 'list' | 'tail';

/** What is open: a bracket, or the clause as a whole. */
export interface Frame extends Scope {
  kind: FrameKind;
  /** The bracket that ends it, and whether commas (and in lists, a bar) part what is in it. */
  closing: number;
  hasParts: boolean;
  /** The name before `(`. */
  name: string;
  /** Where its finished arguments or elements begin among the operands. */
  first: number;
  /** The operator that the bracket is, where `[]` or `{}` is one, and where it begins. */
  block: Operator | undefined;
  start: number;
}

/** What goes on or ends a frame besides operators. */
export const CONTINUATIONS: Readonly<Record<FrameKind, string>> = {
  clause: ' or the end',
  parentheses: ' or `)`',
  braces: ' or `}`',
  arguments: ', `,` or `)`',
  list: ', `,`, `|` or `]`',
  tail: ' or `]`',
};

export const COMMA = 44;
export const BAR = 124;
export const PARENTHESIS = 40;
export const SQUARE = 91;
export const BRACE = 123;

/** A frame to be filled by {@link openFrame}; as it is, that of a clause. */
export function newFrame(): Frame {
  return {
    kind: 'clause',
    closing: 0,
    hasParts: false,
    name: '',
    first: 0,
    operands: 0,
    operators: 0,
    complete: false,
    block: undefined,
    start: 0,
  };
}

/** Whether a punctuation character ends what such a frame holds, or a part of it. */
export function closes({ closing, hasParts }: Frame, code: number): boolean {
  return code === closing || (hasParts && (code === COMMA || (code === BAR && closing === SQUARE + 2)));
}

/** Makes a frame that of another bracket. */
export function openFrame(
  frame: Frame,
  kind: FrameKind,
  name: string,
  block: Operator | undefined,
  start: number,
): void {
  frame.kind = kind;
  frame.closing = kind === 'list' ? SQUARE + 2 : kind === 'braces' ? BRACE + 2 : PARENTHESIS + 1;
  frame.hasParts = kind === 'arguments' || kind === 'list';
  frame.name = name;
  frame.block = block;
  frame.start = start;
  frame.complete = false;
}
