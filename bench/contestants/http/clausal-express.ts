/** clausal on Express. */
import express from 'express';
import { expressSession } from '../../../src/http/express.ts';
import { SessionEngine } from '../../../src/index.ts';
import { counted, total } from '../../counter.ts';
import { serve } from '../../serving.ts';
import { versionOf } from '../../version.ts';

const engine = new SessionEngine({ create: 'auto' });
const app = express();
app.use(expressSession(engine));
app.get('/', (_, response) => void response.type('text').send(String(counted(engine))));
app.get('/total', (_, response) => void response.type('text').send(String(total(engine))));

serve(app, { version: versionOf(), hasSessions: true });
