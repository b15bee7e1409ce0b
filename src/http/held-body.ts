/** Holds the body of a `Response` while it streams. */
import type { Ready } from './answer-gate.ts';

/** The body, of which each part and the end wait until all is ready. Nothing of it is read in advance. */
export function heldBody(body: ReadableStream<Uint8Array>, ready: Ready): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        try {
          await ready();
        } catch (error) {
          void reader.cancel(error).catch(() => {});
          throw error;
        }
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel(reason) {
        await reader.cancel(reason);
        await ready();
      },
    },
    { highWaterMark: 0 },
  );
}
