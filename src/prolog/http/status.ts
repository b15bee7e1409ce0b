/** What stands behind the number of a status, as SWI-Prolog says it. */
import { atom, type Int, type Term } from '../../index.ts';
import type { PredicateTable } from '../environment.ts';

const REASONS: Readonly<Record<number, string>> = {
  100: 'Continue',
  101: 'Switching Protocols',
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  203: 'Non-Authoritative Information',
  204: 'No Content',
  205: 'Reset Content',
  206: 'Partial content',
  300: 'Multiple Choices',
  301: 'Moved Permanently',
  302: 'Moved Temporary',
  303: 'See Other',
  304: 'Not Modified',
  305: 'Use Proxy',
  306: 'Unused',
  307: 'Temporary Redirect',
  400: 'Bad Request',
  401: 'Authorization Required',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  413: 'Payload Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  417: 'Expectation Failed',
  426: 'Upgrade Required',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
};

/** For replies that are written in Prolog. */
export const statusPredicates: PredicateTable = {
  'http_reason/2': (code: Term | undefined) => [code!, atom(reasonOf(Number((code as Int).value)))],
};

/** Of numbers that are not known it is that of their hundred. */
export function reasonOf(code: number): string {
  return REASONS[code] ?? REASONS[Math.floor(code / 100) * 100] ?? '';
}
