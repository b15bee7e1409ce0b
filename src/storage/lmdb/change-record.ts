/** What other processes look at, as bytes: the changes that were asked for in one turn of the event loop, and when that was. */

export interface Change {
  readonly id: string;
  /** 0 when it was to end. */
  readonly version: number;
}

const TIME = 8;
/** The version of one, and the length of its id. */
const FIXED = 8 + 2;

export function encodeChanges(time: number, changes: readonly Change[]): Buffer {
  let length = TIME;
  for (const { id } of changes) length += FIXED + Buffer.byteLength(id);
  const bytes = Buffer.allocUnsafe(length);
  bytes.writeDoubleLE(time, 0);
  let at = TIME;
  for (const { id, version } of changes) {
    const end = at + FIXED + bytes.write(id, at + FIXED);
    bytes.writeDoubleLE(version, at);
    bytes.writeUInt16LE(end - at - FIXED, at + 8);
    at = end;
  }
  return bytes;
}

export function decodeChanges(bytes: Buffer): Change[] {
  const changes: Change[] = [];
  for (let at = TIME; at < bytes.length; ) {
    const end = at + FIXED + bytes.readUInt16LE(at + 8);
    changes.push({ id: bytes.toString('utf8', at + FIXED, end), version: bytes.readDoubleLE(at) });
    at = end;
  }
  return changes;
}

export function timeOfChanges(bytes: Buffer): number {
  return bytes.readDoubleLE(0);
}
