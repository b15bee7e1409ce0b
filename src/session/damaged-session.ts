/**
 * The error of a stored session that cannot be read as it was written. One is no harm to others: a storage tells of it when
 * that session is asked for by its id, and elsewhere after all others.
 */
export class DamagedSession extends Error {
  override readonly name = 'DamagedSession';
}
