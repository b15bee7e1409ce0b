/** All topics. */
import type { Topic } from '../../support/prolog-outcomes.ts';
import { javascript } from './javascript.ts';
import { json } from './json.ts';
import { parameters } from './parameters.ts';
import { posted } from './posted.ts';
import { security } from './security.ts';
import { services } from './services.ts';
import { threads } from './threads.ts';
import { time } from './time.ts';

export const topics: readonly Topic[] = [
  parameters,
  posted,
  json,
  javascript,
  security,
  threads,
  time,
  services,
];
