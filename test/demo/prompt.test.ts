/** The prompt that `npm start` has at a terminal, on the shop that it serves. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWithTmux, TmuxTerminal } from '../repl/tmux.ts';

const ROOT = join(import.meta.dirname, '..', '..');

describeWithTmux('npm start at a terminal', () => {
  test('asks the live sessions of the shop, and sees what a visitor does', async () => {
    const command = `${join(ROOT, 'node_modules/.bin/tsx')} ${join(ROOT, 'src/demo.ts')}`;
    const terminal = new TmuxTerminal(command, { PORT: '0', CLAUSAL_HISTORY: '', NO_COLOR: '1' });
    try {
      await terminal.shows('?-', 30_000);
      const [url] = /http:\/\/\S+/.exec(terminal.screen())!;
      terminal.enter('aggregate_all(count, current_session(_, _), N).');
      await terminal.shows(/\nN = \d+\.\n\n\?-$/);
      const [, before] = /\nN = (\d+)\./.exec(terminal.screen())!;
      const form = new URLSearchParams({ name: 'zoe' });
      await fetch(new URL('/login', url), { method: 'POST', body: form, redirect: 'manual' });
      terminal.enter('session_data(_, user(zoe)).');
      await terminal.shows('true.\n\n?-');
      terminal.enter('aggregate_all(count, current_session(_, _), M).');
      await terminal.shows(/\nM = \d+\.\n\n\?-$/);
      expect(terminal.screen()).toContain(`M = ${Number(before) + 1}.`);
      terminal.enter('halt.');
      await terminal.shows('status 0');
    } finally {
      terminal.close();
    }
  });
});
