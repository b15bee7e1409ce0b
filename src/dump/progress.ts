/** How far a command is, on standard error where that is a terminal. */

type Milliseconds = number;

const INTERVAL: Milliseconds = 200;

/** Shows how many sessions there were, again and again; answers what ends that and wipes it away. */
export function showProgress(
  sessions: () => number,
  errors: NodeJS.WriteStream = process.stderr,
): () => void {
  if (!errors.isTTY) return () => undefined;
  const timer = setInterval(() => errors.write(`\r${sessions()} sessions\x1b[K`), INTERVAL);
  return () => {
    clearInterval(timer);
    errors.write('\r\x1b[K');
  };
}
