/** clausal on node:http, with sessions in LMDB, whose commits are gathered for some milliseconds. */
import { join } from 'node:path';
import { lmdbStorage } from '../../../src/storage/lmdb.ts';
import { serveNode } from '../../stored-node.ts';

await serveNode(({ folder }) => lmdbStorage({ path: join(folder, 'sessions.mdb'), durability: 'batch' }));
