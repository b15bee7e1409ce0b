/** clausal on node:http. */
import { nodeSession } from '../../../src/http/node.ts';
import { SessionEngine } from '../../../src/index.ts';
import { counted, total } from '../../counter.ts';
import { serve } from '../../serving.ts';
import { versionOf } from '../../version.ts';

const engine = new SessionEngine({ create: 'auto' });
const withSession = nodeSession(engine);

serve(
  withSession((request, response) => {
    response.setHeader('Content-Type', 'text/plain');
    response.end(String(request.url === '/total' ? total(engine) : counted(engine)));
  }),
  { version: versionOf(), hasSessions: true },
);
