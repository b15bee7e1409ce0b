/** What goes wrong with a dump for a reason that whoever gave the command can see to. */

/** Its message is for people: what was found, where, and what was expected. */
export class DumpError extends Error {
  override readonly name = 'DumpError';
}

/** What an error says, in a few words that follow others. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
