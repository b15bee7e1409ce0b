/** What requests and replies are to an interpreter: where handlers write, bodies that they read, and files of its own. */

import type { Field } from './field.ts';

/** Takes what a handler writes; answers whether there was room for it. */
export type Sink = (bytes: Uint8Array) => boolean;

export interface HttpFiles {
  /** Where there is none, what is written is forgotten. */
  sink: Sink | undefined;
  /** Fields of the header that a handler sends apart from what it writes, the last one first. */
  sent: readonly Field[];
  /** Has a body ready to be read. */
  writeBody(bytes: Uint8Array): void;
  /** The bytes of a file that this machine does not have; undefined for others. */
  readOwn(path: string): Uint8Array | undefined;
}
