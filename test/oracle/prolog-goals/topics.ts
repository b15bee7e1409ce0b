/** All topics. */
import type { Topic } from '../../support/prolog-outcomes.ts';
import { arithmetic } from './arithmetic.ts';
import { control } from './control.ts';
import { database } from './database.ts';
import { dates } from './dates.ts';
import { files } from './files.ts';
import { format } from './format.ts';
import { json } from './json.ts';
import { jsonLayout } from './json-layout.ts';
import { leftToEngine } from './left-to-engine.ts';
import { libraries } from './libraries.ts';
import { lists } from './lists.ts';
import { loading } from './loading.ts';
import { programs } from './programs.ts';
import { reading } from './reading.ts';
import { records } from './records.ts';
import { hooked, session, sessionless } from './session.ts';
import { terms } from './terms.ts';
import { text } from './text.ts';
import { toolkit } from './toolkit.ts';
import { uris } from './uris.ts';
import { writingTopic } from './writing.ts';

export const topics: readonly Topic[] = [
  ...[session, sessionless, hooked, control, database, text, format],
  ...[lists, arithmetic, terms, libraries, programs, leftToEngine],
  ...[records, dates, uris, files, toolkit, json, jsonLayout, loading],
  ...[reading, writingTopic],
];
