/** All topics. */
import type { Topic } from '../../support/prolog-outcomes.ts';
import { arithmetic } from './arithmetic.ts';
import { control } from './control.ts';
import { database } from './database.ts';
import { format } from './format.ts';
import { libraries } from './libraries.ts';
import { lists } from './lists.ts';
import { programs } from './programs.ts';
import { hooked, session, sessionless } from './session.ts';
import { terms } from './terms.ts';
import { text } from './text.ts';

export const topics: readonly Topic[] = [
  ...[session, sessionless, hooked, control, database, text, format],
  ...[lists, arithmetic, terms, libraries, programs],
];
