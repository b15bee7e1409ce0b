/**
 * Format 2, the one that is written. A name is spelt out once and has a number from then on, small integers and the first
 * thirty names take one byte, and a list takes no more than its items. The first byte of a term says what it is:
 *
 *     00 - 3f  the integer 0 to 63            e0  []
 *     40 - 5f  an atom                        e1  an integer from 64 on: less 64
 *     60 - 7f  a compound of one argument     e2  a negative one: what it is less than -1
 *     80 - 9f  of two                         e3  an integer beyond 2 ** 53: length and bytes; e4  a negative one
 *     a0 - bf  of three                       e5  a float: eight bytes
 *     c0 - df  of others: their number        e6  a string: a text
 *     f0 - ff  a variable                     e7  a list: how many items; e8  one with another end, which follows them
 *
 * The low bits of atoms and compounds are 0 for a new name, a text that follows; else the number of a known one, from 1, and
 * 31 that the rest of the number follows. Those of a variable are its number in the term, 15 that the rest follows.
 */
export const ATOM = 0x40;
export const COMPOUND = 0x40; // and 0x20 for each argument
export const OTHER_COMPOUND = 0xc0;
export const NIL = 0xe0;
export const POSITIVE = 0xe1;
export const NEGATIVE = 0xe2;
export const LARGE_POSITIVE = 0xe3;
export const LARGE_NEGATIVE = 0xe4;
export const FLOAT = 0xe5;
export const STRING = 0xe6;
export const LIST = 0xe7;
export const LIST_WITH_END = 0xe8;
export const VARIABLE = 0xf0;

export const MANY_NAMES = 31;
export const MANY_VARIABLES = 15;
export const SMALL_INTEGERS = 64;
