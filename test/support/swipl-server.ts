/** A server that is a Prolog program: it runs in the SWI-Prolog of this machine, as a child process. */
import { spawn } from 'node:child_process';

export interface SwiplServer {
  readonly port: number;
  stop(): void;
}

/**
 * Starts the program, whose `main/0` prints the port and ends at the end of its input, so that it never outlives this
 * process. Rejects, with all of standard error in the message, when it ends before that.
 */
export function startSwiplServer(file: string): Promise<SwiplServer> {
  const flags = ['-q', '-f', 'none', '--no-tty', '-g', 'main', '-t', 'halt'];
  const child = spawn('swipl', [...flags, file], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  let output = '';
  let errors = '';
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.endsWith('\n')) resolve({ port: Number(output), stop: () => child.kill('SIGKILL') });
    });
    child.on('error', reject);
    child.on('close', () => reject(new Error(`swipl did not begin to serve\n${errors}`)));
  });
}
