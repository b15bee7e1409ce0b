/** A counter in a session that has nine other keys, as it is with libraries that keep one object for each session. */

/** What sessions have besides the counter. */
export const OTHERS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 9 }, (_each, i) => [`key${i + 1}`, `the value of key ${i + 1}`]),
);

/** What libraries keep. */
export interface SessionData {
  count?: number;
  notes?: string[];
  [key: string]: unknown;
}

/** Adds 1 to the counter, and answers it. */
export function counted(data: SessionData): number {
  if (data.count === undefined) Object.assign(data, OTHERS);
  data.count = (data.count ?? 0) + 1;
  return data.count;
}

/** The counter, as it is. */
export function read({ count = 0 }: SessionData): number {
  return count;
}

/** Begins a session that has nothing but its counter, and answers that. */
export function begun(data: SessionData): number {
  data.count = 1;
  return data.count;
}

/** Adds one more value, and answers how many of that kind there are. */
export function noted(data: SessionData): number {
  data.notes ??= [];
  return data.notes.push('what is noted');
}

/** The sum of the counters of all sessions that have all ten keys. */
export function total(all: Iterable<SessionData>): number {
  let sum = 0;
  for (const data of all) if (isWhole(data)) sum += data.count ?? 0;
  return sum;
}

/** Whether nothing of a session is lost. */
export function isWhole(data: SessionData): boolean {
  return Object.entries(OTHERS).every(([key, value]) => data[key] === value);
}
