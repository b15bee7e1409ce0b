/** clausal on node:http, with sessions in Redis. */
import { redisStorage } from '../../../src/storage/redis.ts';
import { serveNode } from '../../stored-node.ts';

await serveNode(({ redis }) => redisStorage({ url: redis }));
