/** Goals that are asked of the host on SWI-Prolog in WebAssembly and of SWI-Prolog, by library. */
import { hooked, session, sessionless } from '../../oracle/prolog-goals/session.ts';
import type { Topic } from '../../support/prolog-outcomes.ts';
import { bodies } from './bodies.ts';
import { dispatch } from './dispatch.ts';
import { headers } from './headers.ts';
import { html } from './html.ts';
import { javascript } from './javascript.ts';
import { json } from './json.ts';
import { jsonReplies } from './json-replies.ts';
import { parameterErrors } from './parameter-errors.ts';
import { parameters } from './parameters.ts';
import { posted } from './posted.ts';
import { scripts } from './scripts.ts';
import { security } from './security.ts';
import { services } from './services.ts';
import { threads } from './threads.ts';
import { time } from './time.ts';
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
  parameterErrors,
  posted,
  jsonReplies,
  javascript,
  security,
  threads,
  time,
  services,
  session,
  sessionless,
  hooked,
];
