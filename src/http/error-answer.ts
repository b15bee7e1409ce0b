/** What a client is answered when its session cannot be read or stored. */
import { STATUS_CODES } from 'node:http';

export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer to a client: what went wrong is told only where it is the client's. */
export function errorAnswer(error: unknown): ErrorAnswer {
  const status = statusOf(error) ?? 503;
  const reason = STATUS_CODES[status] ?? 'Error';
  const body = status < 500 && error instanceof Error ? `${reason}: ${error.message}\n` : `${reason}\n`;
  return {
    status,
    headers: {
      'Cache-Control': 'no-store',
      ...(status === 503 && { 'Retry-After': '1' }),
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
      'Content-Length': String(Buffer.byteLength(body)),
    },
    body,
  };
}

/** The same as a `Response`. */
export function errorResponse(error: unknown): Response {
  const { status, headers, body } = errorAnswer(error);
  return new Response(body, { status, headers: { ...headers } });
}

/** The status that an error says, if it is one of an error. */
export function statusOf(error: unknown): number | undefined {
  const status = (error as { readonly status?: unknown } | null | undefined)?.status;
  return Number.isInteger(status) && Number(status) >= 400 && Number(status) < 600
    ? Number(status)
    : undefined;
}
