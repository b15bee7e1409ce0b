/** The compiled program with a table of functions that may grow, so that JavaScript can add some of its own. */

const HEADER = 8;
const TABLES = 4;
const HAS_MAXIMUM = 1;

/** The code without the most that its table of functions may have. */
export function withGrowingTable(code: Uint8Array): Uint8Array {
  for (let at = HEADER; at < code.length; ) {
    const [length, start] = numberAt(code, at + 1);
    if (code[at] === TABLES) {
      const section = withoutMaximum(code.subarray(start, start + length));
      return Buffer.concat([
        code.subarray(0, at + 1),
        Uint8Array.from(numberOf(section.length)),
        section,
        code.subarray(start + length),
      ]);
    }
    at = start + length;
  }
  return code;
}

/** A section of one table: how many there are, their type, and limits. */
function withoutMaximum(section: Uint8Array): Uint8Array {
  const [count, type, flags] = section;
  if (count !== 1 || flags !== HAS_MAXIMUM) return section;
  const [minimum] = numberAt(section, 3);
  return Uint8Array.of(count, type!, 0, ...numberOf(minimum));
}

/** The number that is written at a place, seven bits in a byte, and the place behind it. */
function numberAt(code: Uint8Array, at: number): [number: number, behind: number] {
  let number = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = code[at++]!;
    number += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [number, at];
  }
}

function numberOf(number: number): number[] {
  return number < 0x80 ? [number] : [(number % 0x80) + 0x80, ...numberOf(Math.floor(number / 0x80))];
}
