/** Where `clausal serve` answers otherwise than SWI-Prolog, on purpose or for want of a way, and why. */
import type { Parts } from './mask.ts';

/** A difference that many replies have: what SWI-Prolog's part of a reply is here. */
export interface Rule {
  readonly why: string;
  /** `body` or the name of a header. */
  readonly what: string;
  readonly here: (theirs: string | undefined, reply: Parts) => string | undefined;
}

export const RULES: readonly Rule[] = [
  {
    why: 'the cookie of a session is spelled as browsers have it today: Version is obsolete',
    what: 'set-cookie',
    here: (theirs) =>
      theirs?.replace(/; path=([^;]*); version=1; samesite=lax$/gm, '; Path=$1; SameSite=Lax'),
  },
  {
    why: 'the cookie that ends a session has a date that is one, in the form of RFC 9110',
    what: 'set-cookie',
    here: (theirs) =>
      theirs?.replace(
        /=; expires="Tue, 01-Jan-1970 00:00:00 GMT"; path=([^;]*)$/gm,
        '=; Path=$1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Lax',
      ),
  },
  {
    why: 'a reply with the cookie of a session is not for caches',
    what: 'cache-control',
    here: (theirs, reply) => (reply.has('set-cookie') ? 'no-store' : theirs),
  },
];

/** A difference of single requests. */
export interface KnownDifference {
  readonly why: string;
  readonly app: string;
  /** Requests of its script, named as `requestsOf` names them. */
  readonly requests: readonly string[];
  /** `status`, `reason`, `body` or the names of headers. */
  readonly what: readonly string[];
}

const HALF_A_REPLY =
  'SWI-Prolog closes the connection where a handler writes no header; here that is an error as others are';
const CLOSED_ANOTHER =
  'SWI-Prolog makes the client who ends the session of another forget its own, and so get a new one';

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    why: 'SWI-Prolog sends one byte less than it says of a part of a file',
    app: 'demo_files',
    requests: ['GET /notes.txt #2'],
    what: ['content-length', 'body'],
  },
  {
    why: 'SWI-Prolog sends one byte less than it says of a part of a file',
    app: 'album',
    requests: ['GET /source #2'],
    what: ['content-length', 'body'],
  },
  {
    why: 'the message about a range that is none is that of a reply that is none',
    app: 'demo_files',
    requests: ['GET /notes.txt #4'],
    what: ['body'],
  },
  {
    why: 'SWI-Prolog 10 quotes a zero character otherwise',
    app: 'demo_files',
    requests: ['GET /a%00b'],
    what: ['body'],
  },
  {
    why: 'of a file that several modules load SWI-Prolog 10 complains with the third of them, not the second',
    app: 'demo_pwp',
    requests: ['GET /pwp3.pwp', 'GET /pwp4.pwp'],
    what: ['body'],
  },
  {
    why: 'a client is told of the session that began with its request also where that came to an error',
    app: 'calc',
    requests: ['dora: GET /calc?operation=%2B&value=1', 'GET / #6'],
    what: ['set-cookie', 'cache-control'],
  },
  {
    why: CLOSED_ANOTHER,
    app: 'admin',
    requests: ['ada: POST /admin/end', 'ada: POST /admin/end #2', 'berta: GET /hello?name=again'],
    what: ['set-cookie'],
  },
  {
    why: CLOSED_ANOTHER,
    app: 'admin',
    requests: ['ada: GET /admin #3', 'grace: GET /admin/log'],
    what: ['body'],
  },
  {
    why: 'SWI-Prolog writes Max-Age with an underscore, which browsers do not know',
    app: 'replies',
    requests: ['GET /cookies'],
    what: ['set-cookie'],
  },
  {
    why: 'a reply of the status 204 has no body',
    app: 'replies',
    requests: ['GET /status?s=204'],
    what: ['content-length', 'body'],
  },
  {
    why: 'a login by a nonce that is long forgotten is stale, so that nobody is asked for a password; SWI-Prolog means to do so',
    app: 'replies',
    requests: ['GET /digest #15'],
    what: ['www-authenticate'],
  },
  {
    why: HALF_A_REPLY,
    app: 'replies',
    requests: ['GET /nothing', 'GET /headless'],
    what: ['status', 'reason', 'connection', 'content-length', 'content-type', 'body'],
  },
];

/** Applications that are not compared, and why. */
export const WITHHELD: ReadonlyMap<string, string> = new Map([
  ['demo_openid', 'library(http/http_openid) asks other servers, and is not there'],
]);
