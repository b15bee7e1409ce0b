/** That a request could not enter its session, as an error that frameworks answer with its status. */
import { errorResponse, statusOf } from './error-answer.ts';

export class EntranceError extends Error {
  /** What Express and Koa answer. */
  readonly status: number;
  /** What Fastify answers. */
  readonly statusCode: number;

  /** The cause says more; its status is that of the error, or else 503. */
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'EntranceError';
    this.status = statusOf(cause) ?? 503;
    this.statusCode = this.status;
  }

  /** What Hono answers. */
  getResponse(): Response {
    return errorResponse(this);
  }
}

/** The error itself, if it has a status, else one that has. */
export function withStatus(error: unknown): Error {
  return error instanceof Error && statusOf(error) !== undefined ? error : new EntranceError(error);
}
