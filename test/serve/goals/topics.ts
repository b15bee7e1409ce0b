/** Goals that are asked of the host on SWI-Prolog in WebAssembly and of SWI-Prolog, by library. */
import { jsonLayout } from '../../oracle/prolog-goals/json-layout.ts';
import { hooked, session, sessionless } from '../../oracle/prolog-goals/session.ts';
import type { Topic } from '../../support/prolog-outcomes.ts';
import { bodies } from './bodies.ts';
import { digest } from './digest.ts';
import { dispatch } from './dispatch.ts';
import { floats } from './floats.ts';
import { headers } from './headers.ts';
import { html } from './html.ts';
import { javascript } from './javascript.ts';
import { json } from './json.ts';
import { jsonReplies } from './json-replies.ts';
import { jsonDicts, jsonHooks } from './json-written.ts';
import { parameterErrors } from './parameter-errors.ts';
import { parameters } from './parameters.ts';
import { posted } from './posted.ts';
import { readMessages } from './read-messages.ts';
import { scripts } from './scripts.ts';
import { security } from './security.ts';
import { services } from './services.ts';
import { threads } from './threads.ts';
import { time } from './time.ts';
import { toolkit } from './toolkit.ts';
import { writtenMessages } from './written-messages.ts';

export const topics: readonly Topic[] = [
  parameters,
  dispatch,
  bodies,
  headers,
  readMessages,
  writtenMessages,
  json,
  html,
  scripts,
  toolkit,
  parameterErrors,
  posted,
  jsonReplies,
  jsonLayout,
  jsonDicts,
  jsonHooks,
  javascript,
  security,
  digest,
  threads,
  time,
  floats,
  services,
  session,
  sessionless,
  hooked,
];
