/** The entry points of the package: what package.json exports, and the source that each is built from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The sources of the entry points, such as `src/http/node.ts`, by the names they are imported under. */
export const ENTRY_POINTS: ReadonlyMap<string, string> = new Map(
  Object.entries<string>(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).exports)
    .filter(([name]) => name !== './package.json')
    .map(([name, file]) => [`clausal${name.slice(1)}`, sourceOf(file)]),
);

/** The source that a file of `dist/` is built from. */
function sourceOf(file: string): string {
  return file
    .replace('./', '')
    .replace(/^dist\//, 'src/')
    .replace(/\.js$/, '.ts');
}
