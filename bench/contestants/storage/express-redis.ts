/** clausal on Express, with sessions in Redis. */
import { redisStorage } from '../../../src/storage/redis.ts';
import { serveExpress } from '../../stored-express.ts';

await serveExpress(({ redis }) => redisStorage({ url: redis }));
