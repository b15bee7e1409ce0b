/** SWI-Prolog's own HTTP server with its own sessions, where it is installed. It speaks to the client itself. */
import { spawn } from 'node:child_process';
import { tell } from '../../serving.ts';
import { NO_SWIPL, SWIPL_OPTIONS } from '../../swipl.ts';

spawn('swipl', [...SWIPL_OPTIONS, 'bench/contestants/http/swipl.pl'], { stdio: 'inherit' })
  .on('error', () => tell(NO_SWIPL))
  .on('exit', (status) => void (process.exitCode = status ?? 1));
