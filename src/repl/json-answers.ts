/** Solutions for other programs: one JSON object for each, on a line of its own. */
import { atom, compound, PrologError, Var } from '../index.ts';
import type { PrologHost } from '../prolog/host.ts';
import type { Dialog } from './dialog.ts';
import { type Ending, running } from './solve.ts';

/** Runs a goal and writes all its solutions. */
export function solveToJson(host: PrologHost, goal: string, dialog: Dialog): Promise<Ending> {
  return running(dialog, async (signal) => {
    let found: Ending = 'false';
    for await (const solution of host.query(goal, { signal, isShown: true })) {
      found = 'true';
      dialog.screen.freshLine();
      dialog.screen.write(`${jsonText({ ...solution })}\n`);
      await dialog.screen.room();
    }
    return found;
  });
}

/**
 * A value as JSON. Integers are written with all their digits; infinite numbers, which JSON does not have, as strings;
 * unbound variables as `{"$var":"_1"}`, the same for the same variable. Works on a list of what is still to be written, so
 * that deep terms cost no stack.
 * @throws PrologError `representation_error(cyclic_term)` for a value that has no end.
 */
export function jsonText(value: unknown): string {
  const variables = new Map<Var, string>();
  const open = new Set<object>();
  const pending: Task[] = [{ value }];
  let text = '';
  const begin = (part: object, bracket: string): void => {
    if (open.has(part)) throw new PrologError(NO_END);
    open.add(part);
    text += bracket;
  };
  while (pending.length > 0) {
    const next = pending.pop()!;
    if ('text' in next) {
      text += next.text;
      if (next.ends !== undefined) open.delete(next.ends);
      continue;
    }
    const part = next.value;
    if (part instanceof Var) {
      if (!variables.has(part)) variables.set(part, `_${variables.size + 1}`);
      text += JSON.stringify({ $var: variables.get(part) });
    } else if (Array.isArray(part)) {
      begin(part, '[');
      pending.push({ text: ']', ends: part });
      for (let i = part.length - 1; i >= 0; i--) {
        pending.push({ value: part[i] });
        if (i > 0) pending.push({ text: ',' });
      }
    } else if (typeof part === 'object' && part !== null) {
      begin(part, '{');
      pending.push({ text: '}', ends: part });
      const entries = Object.entries(part);
      for (let i = entries.length - 1; i >= 0; i--) {
        const [key, inner] = entries[i]!;
        pending.push({ value: inner }, { text: `${i > 0 ? ',' : ''}${JSON.stringify(key)}:` });
      }
    } else {
      text += primitive(part);
    }
  }
  return text;
}

/** A value that is still to be written, or text, which may be the end of a value. */
type Task = { readonly value: unknown } | { readonly text: string; readonly ends?: object };

const NO_END = compound('error', [compound('representation_error', [atom('cyclic_term')]), new Var()]);

function primitive(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return JSON.stringify(String(value));
  return JSON.stringify(value) ?? JSON.stringify(String(value));
}
