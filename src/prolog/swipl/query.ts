/** Queries of an interpreter as its C interface has them: what they are opened with, and what a step of them comes to. */

/** Flags: what is thrown is ours, it can wait, and all results are told apart. */
export const CATCH = 0x08;
export const CAN_WAIT = 0x20;
export const EXTENDED = 0x40;

export const EXCEPTION = -1;
export const FALSE = 0;
export const LAST = 2;
export const WAIT = 255;
