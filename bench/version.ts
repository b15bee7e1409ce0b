/** The versions of the packages that take part. Contestants run in the package's folder. */
import { readFileSync } from 'node:fs';

/** Of this package, or of one that it depends on. */
export function versionOf(dependency?: string): string {
  const folder = dependency === undefined ? '.' : `node_modules/${dependency}`;
  return (JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string }).version;
}
