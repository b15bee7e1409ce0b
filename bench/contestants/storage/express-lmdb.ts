/** clausal on Express, with sessions in LMDB. */
import { join } from 'node:path';
import { lmdbStorage } from '../../../src/storage/lmdb.ts';
import { serveExpress } from '../../stored-express.ts';

await serveExpress(({ folder }) => lmdbStorage({ path: join(folder, 'sessions.mdb') }));
