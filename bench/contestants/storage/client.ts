/**
 * The client of all servers: starts what they keep sessions in, and the one that the command line names, in processes of their
 * own. The command line says too whether that one needs Redis.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer, askedPlan } from '../../measure.ts';
import { startRedis } from '../../redis-server.ts';
import type { Absent, Measured } from '../../suite.ts';
import { measureRates } from './rates.ts';
import { measureStart } from './start.ts';
import { measureTraffic } from './traffic.ts';

const plan = askedPlan();
const [kind, ...details] = plan.trial.split('_');
const folder = mkdtempSync(join(tmpdir(), 'clausal-bench-'));
try {
  answer(process.argv[4] === 'redis' ? await measuredWithRedis() : await measured(0));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measuredWithRedis(): Promise<Measured | Absent> {
  const redis = await startRedis(folder, details.includes('aof'));
  if (redis === undefined) return { absent: 'redis-server is not on the PATH' };
  try {
    return await measured(redis.port);
  } finally {
    await redis.stop();
  }
}

function measured(redisPort: number): Promise<Measured | Absent> {
  if (kind === 'start') return measureStart(plan, folder);
  if (kind === 'trips') return measureTraffic(plan, details[0]!, folder, redisPort);
  return measureRates(plan, details, { folder, redis: `redis://127.0.0.1:${redisPort}` });
}
