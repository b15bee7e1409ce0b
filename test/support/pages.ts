/** The Markdown pages of the project, and the blocks of code in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** The folders that have pages beside what those document. */
const FOLDERS = ['src', 'bench', 'prolog'];

/** The paths of all pages, such as `src/query/README.md`. */
export function pages(): string[] {
  const atTop = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
  const below = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => join(folder, path)),
  );
  return [...atTop, ...below].sort();
}

export function pageText(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

/** A block of code between ``` and ```. */
export interface Block {
  readonly page: string;
  readonly line: number;
  /** `ts`, `sh`, `prolog`, or whatever stands behind the ```. */
  readonly language: string;
  /** What stands behind the language: `not run` for what a test cannot run. */
  readonly mark: string;
  readonly code: string;
}

export function blocksOf(page: string): Block[] {
  const text = pageText(page);
  return [...text.matchAll(/^```(\S*) *(.*)\n([\s\S]*?)^```$/gm)].map((found) => {
    const [, language = '', mark = '', code = ''] = found;
    const line = text.slice(0, found.index).split('\n').length;
    return { page, line, language, mark, code };
  });
}

/** The whole programs that comments of the source have as examples. */
export function examplesInSource(): Block[] {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join('src', path));
  return files.flatMap((page) => {
    const text = pageText(page);
    return [...text.matchAll(/^ \* {5}\S.*\n(?: \*(?: {5}.*)?\n)*/gm)]
      .map((found) => ({
        page,
        line: text.slice(0, found.index).split('\n').length,
        language: 'ts',
        mark: '',
        code: found[0].replace(/^ \*(?: {5})?/gm, ''),
      }))
      .filter(({ code }) => /^import .* from 'clausal/m.test(code));
  });
}
