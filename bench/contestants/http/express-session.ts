/** Express with express-session and its MemoryStore. */
import { MemoryStore } from 'express-session';
import { serveStore } from '../../store-server.ts';

serveStore(new MemoryStore(), 'express-session');
