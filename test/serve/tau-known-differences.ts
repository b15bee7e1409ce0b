/** Where `clausal serve --engine tau` answers otherwise than SWI-Prolog, besides what `known-differences.ts` has. */
import type { KnownDifference } from './known-differences.ts';

export const TAU_DIFFERENCES: readonly KnownDifference[] = [
  {
    why: 'tau-prolog keeps no stack that library(http/http_error) could show, so that errors say where they were',
    app: 'calc',
    requests: [
      'GET /calc?operation=/&value=0',
      'GET /calc?operation=%2B&value=1',
      'GET /calc?operation=foo&value=1',
      'GET /calc?operation=%3Cb%3E&value=1',
    ],
    what: ['body'],
  },
  {
    why: 'a stream is an atom, which is quoted where terms are',
    app: 'demo_login',
    requests: ['GET /login #2'],
    what: ['body'],
  },
];

/** What applications complain of that do not run: the first line of it. */
export const COMPLAINTS: Readonly<Record<string, string>> = {
  demo_files: 'source_sink `library(http/http_dirindex)',
  demo_openid: 'source_sink `library(http/http_openid)',
  demo_pwp: 'source_sink `library(http/http_pwp)',
  todo: 'source_sink `library(http/html_head)',
  nim: 'functional dot notation is not supported',
  story: 'dicts are not supported',
  chat: 'quasi-quotations are not supported',
  admin: 'source_sink `library(http/http_authenticate)',
  library_desk: 'dicts are not supported',
  album: 'source_sink `library(http/http_multipart_plugin)',
  guestbook: 'operator expected', // of library(persistency)
  replies: 'source_sink `library(http/http_files)',
};
