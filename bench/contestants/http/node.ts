/** node:http without sessions: one counter for all. */
import { serve } from '../../serving.ts';

let count = 0;

serve(
  (request, response) => {
    response.setHeader('Content-Type', 'text/plain');
    if (request.url === '/total') response.end(String(count));
    else response.end(String(++count));
  },
  { version: process.versions.node, hasSessions: false },
);
