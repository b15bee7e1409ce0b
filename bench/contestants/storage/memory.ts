/** clausal on node:http, with sessions in memory. */
import { serveNode } from '../../stored-node.ts';

await serveNode(() => undefined);
