/** SWI-Prolog's own HTTP server with sessions in Redis, where it is installed. It speaks to the client itself. */
import { spawn, spawnSync } from 'node:child_process';
import { tell } from '../../serving.ts';
import { askedPlace } from '../../shared-serving.ts';
import { NO_SWIPL, SWIPL_OPTIONS } from '../../swipl.ts';

const PLUGIN = 'use_module(library(http/http_redis_plugin))';

const { error, status } = spawnSync('swipl', ['-q', '-f', 'none', '-g', PLUGIN, '-t', 'halt'], {
  stdio: 'ignore',
});
if (error !== undefined) {
  tell(NO_SWIPL);
} else if (status !== 0) {
  tell({ absent: 'the swipl on the PATH has no library(http/http_redis_plugin)' });
} else {
  const { port } = new URL(askedPlace().redis);
  spawn('swipl', [...SWIPL_OPTIONS, 'bench/contestants/storage/swipl.pl', '--', port], {
    stdio: 'inherit',
  }).on('exit', (code) => void (process.exitCode = code ?? 1));
}
