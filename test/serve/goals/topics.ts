/** Goals that are asked of the host on SWI-Prolog in WebAssembly and of SWI-Prolog, by library. */
import { hooked, session, sessionless } from '../../oracle/prolog-goals/session.ts';
import type { Topic } from '../../support/prolog-outcomes.ts';
import { bodies } from './bodies.ts';
import { dispatch } from './dispatch.ts';
import { headers } from './headers.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { parameters } from './parameters.ts';
import { scripts } from './scripts.ts';
import { toolkit } from './toolkit.ts';

export const topics: readonly Topic[] = [
  parameters,
  dispatch,
  bodies,
  headers,
  json,
  html,
  scripts,
  toolkit,
  session,
  sessionless,
  hooked,
];
