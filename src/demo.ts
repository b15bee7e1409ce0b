/** `npm start`: a small shop whose visitors are sessions of facts, and a page to ask about all of them. */
import { busyEngine } from './demo/customers.ts';
import { serve } from './demo/server.ts';

const { HOST: host = 'localhost', PORT: port = '8080' } = process.env;

const { url } = await serve(busyEngine(), { host, port: Number(port) });
console.log(`The shop is open at ${url}`);
console.log(`Ask about all sessions at ${url}/facts`);
console.log('Ctrl+C closes it.');
