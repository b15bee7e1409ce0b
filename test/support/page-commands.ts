/**
 * The commands of a page as tests: `npx clausal …` is run in the folder of the project, and has to end with the status 0
 * or to say that it serves.
 */
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { CLAUSAL } from './clausal-command.ts';
import { freePort } from './free-port.ts';
import { type Block, ROOT } from './pages.ts';

/** Defines a test for each line of the blocks. */
export function testCommands(blocks: readonly Block[]): void {
  for (const { page, line, code } of blocks) {
    for (const [i, command] of code.trimEnd().split('\n').entries()) {
      test(`the command on line ${line + 1 + i} of ${page} can be run: ${command}`, async () => {
        expect(command).toMatch(/\bnpx clausal /);
        const port = await freePort();
        expect(await outcome(command.replaceAll('8080', String(port)))).toMatch(
          new RegExp(`^ended with 0|^serves .*:${port}/`),
        );
      });
    }
  }
}

/** How the command ends, or that it has begun to serve. */
function outcome(command: string): Promise<string> {
  const words = CLAUSAL.map((word) => `'${word}'`).join(' ');
  const child = spawn('bash', ['-c', `npx() { shift; ${words} "$@"; }\n${command}`], {
    cwd: ROOT,
    detached: true, // so that what it starts can be ended with it
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  return new Promise((resolve) => {
    child.stderr.on('data', (chunk) => {
      errors += chunk;
      const [, url] = /^% Started server at (\S+)/m.exec(errors) ?? [];
      if (url === undefined) return;
      resolve(`serves ${url}`);
      process.kill(-child.pid!, 'SIGKILL');
    });
    child.on('close', (status) => resolve(`ended with ${status}: ${errors}`));
  });
}
