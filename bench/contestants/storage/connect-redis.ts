/** Express with express-session and connect-redis, on a connection of the package redis. */
import { RedisStore } from 'connect-redis';
import { createClient } from 'redis';
import { serveShared } from '../../shared-serving.ts';
import { storeApp } from '../../store-server.ts';
import { versionOf } from '../../version.ts';

await serveShared(
  async ({ redis }) => {
    const client = createClient({ url: redis });
    await client.connect();
    return storeApp(new RedisStore({ client }));
  },
  { version: versionOf('connect-redis') },
);
