/** `clausal serve`: the host on SWI-Prolog in WebAssembly, on node:http. */
import { nodeSession } from '../../../src/http/node.ts';
import { SessionEngine } from '../../../src/index.ts';
import { SwiProlog } from '../../../src/prolog/swipl.ts';
import { serve } from '../../serving.ts';
import { versionOf } from '../../version.ts';

const engine = new SessionEngine({ profile: 'swi' });
const prolog = await SwiProlog.create(engine);
await prolog.consult({ file: 'bench/contestants/serve/app.pl' });
await prolog.query('app:server(8080)').first();

serve(nodeSession(engine)(prolog.handler(8080)), { version: versionOf(), hasSessions: true });
