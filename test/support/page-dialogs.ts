/** The dialogs at the prompt that pages show, as tests: goals behind `?-` are asked of the demo's shop. */
import { expect, test } from 'vitest';
import { busyEngine } from '../../src/demo/customers.ts';
import { InputText, TauProlog } from '../../src/prolog/tau.ts';
import { repl, replArguments, Screen } from '../../src/repl/index.ts';
import type { Block } from './pages.ts';

/** Defines a test for each of the blocks. */
export function testDialogs(blocks: readonly Block[]): void {
  for (const { page, line, code } of blocks) {
    test(`the dialog on line ${line} of ${page} goes as it says`, async () => {
      const lines = code.split('\n');
      const isTyped = (text: string) => text.startsWith('?- ');
      const said = lines.filter((text) => !isTyped(text) && text !== '');
      const typed = lines
        .filter((text) => isTyped(text) || text.endsWith(' ;'))
        .map((text) => (isTyped(text) ? text.slice(3) : ';'));
      expect(typed.length).toBeGreaterThan(0);
      const found = (await answers(`${typed.join('\n')}\n`)).split('\n').filter((text) => text !== '');
      expect(found).toEqual(said);
    });
  }
}

async function answers(input: string): Promise<string> {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const screen = new Screen({ output: write, errorOutput: write });
  const engine = busyEngine();
  const prolog = new TauProlog(engine, { output: (more) => screen.write(more) });
  let left: string | undefined = input;
  const script = new InputText(async () => {
    const piece = left;
    left = undefined;
    return piece;
  });
  try {
    await repl(prolog, replArguments(['-q']), screen, () => [], script);
  } finally {
    await prolog.close();
    engine.close();
  }
  return text;
}
