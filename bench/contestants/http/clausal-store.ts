/** Express with express-session and clausal's store. */
import { ClausalStore } from '../../../src/http/express-session.ts';
import { SessionEngine } from '../../../src/index.ts';
import { serveStore } from '../../store-server.ts';

serveStore(new ClausalStore({ engine: new SessionEngine() }));
